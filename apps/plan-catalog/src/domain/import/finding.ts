/** How far a finding reaches: `blocking` withholds its task until someone corrects it; the others are shown and kept. */
export type Severity = 'blocking' | 'warning' | 'info';

/** Where in the plan a finding lies. */
export interface FindingPlace {
  /** Roman number of the section. */
  readonly section?: string;
  readonly task?: number;
  /** "VII.2". */
  readonly ref?: string;
  /** Row of the source file, the first being 1. */
  readonly row?: number;
  /** Field of the result: `title`, `time`, `leads`, `number`, `issued`, `prose` … */
  readonly field?: string;
  /** Where the finding lies in a raw text, as its reader tells it. */
  readonly within?: string;
}

/** Something in a plan that a person has to know or to correct. The plan's own wording is never changed by it. */
export interface Finding {
  /** Stable code of the rule. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: { readonly vi: string; readonly en: string };
  readonly at: FindingPlace;
}

const FIELD_NAMES: Readonly<Record<string, { vi: string; en: string }>> = {
  number: { vi: 'số', en: 'number' },
  issued: { vi: 'ngày ban hành', en: 'date of issue' },
  year: { vi: 'năm kế hoạch', en: 'plan year' },
  title: { vi: 'nội dung', en: 'title' },
  leads: { vi: 'cơ quan chủ trì', en: 'leads' },
  coordinators: { vi: 'cơ quan phối hợp', en: 'coordinators' },
  products: { vi: 'kết quả, sản phẩm', en: 'products' },
  time: { vi: 'thời gian thực hiện', en: 'time' },
  issuer: { vi: 'cơ quan ban hành', en: 'issuer' },
  appendix: { vi: 'phụ lục', en: 'appendix' },
  prose: { vi: 'phần lời văn', en: 'body' },
  targets: { vi: 'chỉ tiêu', en: 'targets' },
};

/** The place in words, put before each message: which row, which field. */
export function placeInWords(at: FindingPlace): { vi: string; en: string } {
  const field = at.field === undefined ? undefined : (FIELD_NAMES[at.field] ?? { vi: at.field, en: at.field });
  const row = at.row === undefined ? '' : `${at.row}`;
  const vi = [at.ref === undefined ? '' : `Mục ${at.ref}`, row && `dòng ${row}`, field?.vi ?? ''];
  const en = [at.ref === undefined ? '' : `Task ${at.ref}`, row && `row ${row}`, field?.en ?? ''];
  const join = (parts: string[]): string => parts.filter((part) => part !== '').join(', ');
  return { vi: join(vi), en: join(en) };
}

/** A finding whose message starts with its place. */
export function finding(severity: Severity, code: string, at: FindingPlace, vi: string, en: string): Finding {
  const place = placeInWords(at);
  const lead = (words: string, message: string): string =>
    words === '' ? message : `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${message}`;
  return { code, severity, at, message: { vi: lead(place.vi, vi), en: lead(place.en, en) } };
}
