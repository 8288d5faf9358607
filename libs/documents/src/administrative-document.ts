import type { PlainDate } from '@thongsuot/contracts';

/** Code of a type of document, as its symbol names it (`105/KH-UBND`); the names stand in `data/documents/layouts.json`. */
export type DocumentTypeCode = 'KH' | 'BC' | 'QĐ' | 'TB' | 'TTr' | 'BB' | 'CV';

/** What stands above the text: who issues, under which number, where and when. */
export interface DocumentHead {
  /** The body above the issuer, where the head names it; a People's Committee has none. */
  readonly superior: readonly string[] | null;
  /** The issuer, one line an entry: `Ủy ban nhân dân`, `huyện Kon Rẫy`. Printed in capitals. */
  readonly issuer: readonly string[];
  /** `105/KH-UBND`; null leaves the figures blank. */
  readonly number: string | null;
  /** What follows the figures while the number is blank: `KH-UBND`. Null prints no line for a number (minutes). */
  readonly symbol: string | null;
  readonly place: string;
  /** Null leaves day and month blank. */
  readonly date: PlainDate | null;
  /** Year of a blank date. */
  readonly year: number;
}

/** One cell of a table. A number is set by Vietnamese rules, a day as dd/mm/yyyy; lines stay lines. */
export type Cell =
  | string
  | number
  | null
  | { readonly date: PlainDate; readonly bold?: boolean }
  | { readonly lines: readonly string[]; readonly bold?: boolean };

export interface TableColumn {
  readonly heading: string;
  /** Headings above it, the uppermost first; neighbours under the same heading share one cell. */
  readonly under?: readonly string[];
  /** Share of the table's width, any unit. */
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** A row across the table that opens a section, or a row of cells, one a column. */
export type TableRow =
  | { readonly kind: 'section'; readonly number: string; readonly text: string }
  | { readonly kind: 'cells'; readonly cells: readonly Cell[]; readonly bold?: boolean };

export interface DocumentTable {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** One part of the text, in order. */
export type DocumentPart =
  | { readonly kind: 'basis'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 }
  | { readonly kind: 'paragraph'; readonly text: string; readonly italic?: boolean; readonly bold?: boolean }
  | { readonly kind: 'item'; readonly mark: string; readonly text: string }
  | { readonly kind: 'table'; readonly table: DocumentTable };

/** An appendix on pages of its own, across where its table is wide. */
export interface Appendix {
  /** `Phụ lục`, or `Phụ lục I` where there are several. */
  readonly label: string;
  readonly title: string;
  /** `(Kèm theo Kế hoạch số … ngày … của …)`; null prints none. */
  readonly reference: string | null;
  readonly landscape: boolean;
  readonly parts: readonly DocumentPart[];
}

/**
 * Who signs, by the forms of the decree: on behalf of a collective (TM.), for its head (KT.), on a head's order (TL.), by a
 * head's authorisation (TUQ.), acting head (Q.), as head of the issuer itself, or as a party of minutes.
 */
export type Signature = { readonly name: string | null } & (
  | { readonly form: 'TM'; readonly body: string; readonly office: string }
  | { readonly form: 'KT'; readonly body: string | null; readonly office: string; readonly deputy: string }
  | { readonly form: 'TL' | 'TUQ'; readonly office: string; readonly signsAs: string }
  | { readonly form: 'Q'; readonly body: string | null; readonly office: string }
  | { readonly form: 'own'; readonly office: string }
  | { readonly form: 'party'; readonly role: string }
);

/** A document as its author means it; how it looks is the layout's matter, which file it becomes the writer's. */
export interface AdministrativeDocument {
  readonly head: DocumentHead;
  readonly type: DocumentTypeCode;
  /** What it is about, without the name of its type. */
  readonly subject: string;
  /** Not issued: printed as `DỰ THẢO` below the number. */
  readonly draft: boolean;
  readonly parts: readonly DocumentPart[];
  /** One stands on the right beside the recipients; two or three side by side above them (minutes). */
  readonly signatures: readonly Signature[];
  /** Without the closing marks; the last one is the archive's line. Empty prints no "Nơi nhận". */
  readonly recipients: readonly string[];
  readonly appendices: readonly Appendix[];
}
