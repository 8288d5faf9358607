import type { Content } from 'pdfmake/interfaces';
import type { AdministrativeDocument, Appendix, DocumentPart, Signature } from '../administrative-document';
import { documentType, textWidthMm, type DocumentLayout } from '../layout';
import { boldWidthMm } from '../text-width';
import {
  COUNTRY,
  DRAFT,
  MOTTO,
  RECIPIENTS,
  appendixLines,
  capitals,
  numberLine,
  placeAndDate,
  plainText,
  recipientLines,
  signatureLines,
  signerName,
} from '../wording';
import { bareColumns, ruledTable } from './table';
import { points } from './units';

type LineStyle = { readonly bold?: boolean; readonly italics?: boolean; readonly alignment?: 'center' | 'left' | 'justify' };

const line = (text: string, fontSize: number, style: LineStyle = {}, beforePt = 0): Content => ({
  text: plainText(text),
  fontSize,
  ...style,
  margin: [0, beforePt, 0, 0],
});
const CENTRED = { alignment: 'center' } as const;
const BOLD = { ...CENTRED, bold: true } as const;

/** A drawn rule in the middle of a column. */
function rule(widthMm: number, columnMm: number, layout: DocumentLayout): Content {
  const x = points((columnMm - widthMm) / 2);
  const lineWidth = layout.rules.widthPt;
  return { canvas: [{ type: 'line', x1: x, y1: 3, x2: x + points(widthMm), y2: 3, lineWidth }], margin: [0, 0, 0, 2] };
}

/** Issuer and number on the left, the country, its motto, place and day on the right. */
export function headContent({ head, draft, type, subject }: AdministrativeDocument, layout: DocumentLayout): Content {
  const { sizesPt: size, headColumnsMm: width } = layout;
  const issuer = head.issuer.map(capitals);
  const longest = Math.max(...issuer.map((text) => boldWidthMm(text, size.issuer)));
  const number = numberLine(head);
  const left = [
    ...(head.superior ?? []).map((text) => line(capitals(text), size.superior, CENTRED)),
    ...issuer.map((text) => line(text, size.issuer, BOLD)),
    rule(Math.min(longest, width.left) * layout.rules.issuerShare, width.left, layout),
    ...(number === null ? [] : [line(number, size.number, CENTRED, 6)]),
    ...(documentType(type).printed ? [] : [line(`V/v ${subject}`, size.recipientsHead, CENTRED)]),
    ...(draft ? [line(DRAFT, size.number, BOLD, 4)] : []),
  ];
  const right = [
    line(COUNTRY, size.country, BOLD),
    line(MOTTO, size.motto, BOLD),
    rule(boldWidthMm(MOTTO, size.motto), width.right, layout),
    line(placeAndDate(head), size.placeDate, { ...CENTRED, italics: true }, 6),
  ];
  return bareColumns([
    { widthMm: width.left, children: left },
    { widthMm: width.right, children: right },
  ]);
}

/** Type and subject in the middle, a rule below. */
export function titleContent({ type, subject }: AdministrativeDocument, layout: DocumentLayout): Content[] {
  const { name, printed } = documentType(type);
  if (!printed) return [];
  const { sizesPt: size } = layout;
  const width = textWidthMm(layout, false);
  const reach = Math.min(boldWidthMm(plainText(subject), size.subject), layout.subjectWidthMm);
  const side = points((width - layout.subjectWidthMm) / 2);
  return [
    line(capitals(name), size.type, BOLD, 18),
    { text: plainText(subject), fontSize: size.subject, ...BOLD, margin: [side, 0, side, 0] },
    rule(reach * layout.rules.subjectShare, width, layout),
    line(' ', 6),
  ];
}

/** The parts of a text, in order. */
export function partContents(parts: readonly DocumentPart[], layout: DocumentLayout, landscape: boolean): Content[] {
  return parts.map((part) => partContent(part, layout, landscape));
}

function partContent(part: DocumentPart, layout: DocumentLayout, landscape: boolean): Content {
  const { body, sizesPt: size } = layout;
  const text = (words: string, style: LineStyle = {}): Content => ({
    text: plainText(words),
    fontSize: size.body,
    lineHeight: body.lineSpacing,
    alignment: 'justify',
    leadingIndent: points(body.firstLineMm),
    margin: [0, body.spaceBeforePt, 0, 0],
    ...style,
  });
  switch (part.kind) {
    case 'basis':
      return text(part.text, { italics: true });
    case 'heading':
      return {
        ...(text(part.level === 1 ? capitals(part.text) : part.text, { bold: true, alignment: 'left' }) as object),
        headlineLevel: 1,
      } as Content;
    case 'paragraph':
      return text(part.text, { bold: part.bold ?? false, italics: part.italic ?? false });
    case 'item':
      return text(`${part.mark} ${part.text}`);
    case 'table':
      return ruledTable(part.table, textWidthMm(layout, landscape), landscape ? size.wideTable : size.table);
  }
}

/** Recipients on the left, the signature on the right; several signatures stand side by side above the recipients. */
export function closingContent({ signatures, recipients }: AdministrativeDocument, layout: DocumentLayout): Content {
  const { signatureColumnsMm: width } = layout;
  const list = recipientContent(recipients, layout);
  const [only] = signatures;
  if (signatures.length <= 1) {
    const columns = bareColumns([
      { widthMm: width.left, children: list },
      { widthMm: width.right, children: only === undefined ? [] : signatureContent(only, layout) },
    ]);
    return { margin: [0, 12, 0, 0], stack: [columns] };
  }
  const each = textWidthMm(layout, false) / signatures.length;
  const row = bareColumns(
    signatures.map((one) => ({ widthMm: each, children: signatureContent(one, layout, signatures.length > 2) })),
  );
  return { margin: [0, 12, 0, 0], stack: [row, ...list] };
}

/** @param narrow three or more stand side by side */
function signatureContent(signature: Signature, layout: DocumentLayout, narrow = false): Content[] {
  const { recipients, narrowAuthority } = layout.sizesPt;
  const authority = narrow ? narrowAuthority : layout.sizesPt.authority;
  return [
    ...signatureLines(signature).map((text) => line(text, authority, BOLD)),
    ...(signature.form === 'party' ? [line('(Ký, ghi rõ họ tên)', recipients, { ...CENTRED, italics: true })] : []),
    line(signerName(signature) || ' ', authority, BOLD, points(layout.signatureSpaceMm)),
  ];
}

function recipientContent(recipients: readonly string[], layout: DocumentLayout): Content[] {
  if (recipients.length === 0) return [];
  const { recipientsHead, recipients: size } = layout.sizesPt;
  return [
    line(RECIPIENTS, recipientsHead, { bold: true, italics: true }),
    ...recipientLines(recipients).map((text) => line(text, size)),
  ];
}

/** Label, title and reference of an appendix, then its parts. */
export function appendixContent(appendix: Appendix, layout: DocumentLayout): Content[] {
  const { label, title, reference } = appendixLines(appendix);
  const size = layout.sizesPt.appendix;
  return [
    line(label, size, BOLD),
    line(title, size, BOLD),
    ...(reference === null ? [] : [line(reference, size, { ...CENTRED, italics: true })]),
    ...partContents(appendix.parts, layout, appendix.landscape),
  ];
}
