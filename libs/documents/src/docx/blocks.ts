import { Paragraph, type Table } from 'docx';
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
import { line, rule } from './paragraphs';
import { bareColumns, ruledTable } from './table';

type Block = Paragraph | Table;

/** Issuer and number on the left, the country, its motto, place and day on the right. */
export function headBlock({ head, draft, type, subject }: AdministrativeDocument, layout: DocumentLayout): Block[] {
  const { sizesPt: size, headColumnsMm: width } = layout;
  const issuer = head.issuer.map(capitals);
  const longest = Math.max(...issuer.map((text) => boldWidthMm(text, size.issuer)));
  const number = numberLine(head);
  const left = [
    ...(head.superior ?? []).map((text) => line(capitals(text), { size: size.superior, align: 'center' })),
    ...issuer.map((text) => line(text, { size: size.issuer, bold: true, align: 'center' })),
    rule(Math.min(longest, width.left) * layout.rules.issuerShare, width.left, layout),
    ...(number === null ? [] : [line(number, { size: size.number, align: 'center', beforePt: 8 })]),
    ...(documentType(type).printed ? [] : [line(`V/v ${plainText(subject)}`, { size: size.recipientsHead, align: 'center' })]),
    ...(draft ? [line(DRAFT, { size: size.number, bold: true, align: 'center', beforePt: 4 })] : []),
  ];
  const right = [
    line(COUNTRY, { size: size.country, bold: true, align: 'center' }),
    line(MOTTO, { size: size.motto, bold: true, align: 'center' }),
    rule(boldWidthMm(MOTTO, size.motto), width.right, layout),
    line(placeAndDate(head), { size: size.placeDate, italics: true, align: 'center', beforePt: 8 }),
  ];
  return [
    bareColumns([
      { widthMm: width.left, children: left },
      { widthMm: width.right, children: right },
    ]),
  ];
}

/** Type and subject in the middle, a rule below. A letter has neither: its subject stands under its number. */
export function titleBlock({ type, subject }: AdministrativeDocument, layout: DocumentLayout): Block[] {
  const { name, printed } = documentType(type);
  if (!printed) return [];
  const { sizesPt: size } = layout;
  const width = textWidthMm(layout, false);
  const reach = Math.min(boldWidthMm(plainText(subject), size.subject), layout.subjectWidthMm);
  const sideMm = (width - layout.subjectWidthMm) / 2;
  return [
    line(capitals(name), { size: size.type, bold: true, align: 'center', beforePt: 20, keepNext: true }),
    line(subject, { size: size.subject, bold: true, align: 'center', keepNext: true, sideMm }),
    rule(reach * layout.rules.subjectShare, width, layout),
    line('', { size: 6 }),
  ];
}

/** The parts of a text, in order. */
export function partBlocks(parts: readonly DocumentPart[], layout: DocumentLayout, landscape: boolean): Block[] {
  return parts.flatMap((part) => partBlock(part, layout, landscape));
}

function partBlock(part: DocumentPart, layout: DocumentLayout, landscape: boolean): Block[] {
  const { body, sizesPt: size } = layout;
  const base = {
    size: size.body,
    align: 'both' as const,
    beforePt: body.spaceBeforePt,
    firstLineMm: body.firstLineMm,
    lineSpacing: body.lineSpacing,
  };
  switch (part.kind) {
    case 'basis':
      return [line(part.text, { ...base, italics: true })];
    case 'heading':
      return [line(part.level === 1 ? capitals(part.text) : part.text, { ...base, bold: true, align: 'left', keepNext: true })];
    case 'paragraph':
      return [line(part.text, { ...base, bold: part.bold ?? false, italics: part.italic ?? false })];
    case 'item':
      return [line(`${part.mark} ${plainText(part.text)}`, base)];
    case 'table': {
      const table = ruledTable(part.table, textWidthMm(layout, landscape), landscape ? size.wideTable : size.table);
      // Word wants a paragraph between a table and what follows it.
      return [line('', { size: 6 }), table, line('', { size: 6 })];
    }
  }
}

/** Recipients on the left, the signature on the right; several signatures stand side by side above the recipients. */
export function closingBlock({ signatures, recipients }: AdministrativeDocument, layout: DocumentLayout): Block[] {
  const { signatureColumnsMm: width } = layout;
  const list = recipientBlock(recipients, layout);
  const gap = line('', { size: 12 });
  const [only] = signatures;
  if (signatures.length <= 1) {
    const right = only === undefined ? [line('', { size: 11 })] : signatureBlock(only, layout);
    const left = list.length === 0 ? [line('', { size: 11 })] : list;
    return [
      gap,
      bareColumns([
        { widthMm: width.left, children: left },
        { widthMm: width.right, children: right },
      ]),
    ];
  }
  const each = textWidthMm(layout, false) / signatures.length;
  const row = signatures.map((signature) => ({
    widthMm: each,
    children: signatureBlock(signature, layout, signatures.length > 2),
  }));
  return [gap, bareColumns(row), ...list];
}

/** @param narrow three or more stand side by side */
function signatureBlock(signature: Signature, layout: DocumentLayout, narrow = false): Paragraph[] {
  const { authority, narrowAuthority } = layout.sizesPt;
  const style = { size: narrow ? narrowAuthority : authority, bold: true, align: 'center' as const, keepNext: true };
  const spacePt = (layout.signatureSpaceMm / 25.4) * 72;
  return [
    ...signatureLines(signature).map((text) => line(text, style)),
    ...(signature.form === 'party'
      ? [line('(Ký, ghi rõ họ tên)', { size: layout.sizesPt.recipients, italics: true, align: 'center', keepNext: true })]
      : []),
    line(signerName(signature), { ...style, keepNext: false, beforePt: spacePt }),
  ];
}

function recipientBlock(recipients: readonly string[], layout: DocumentLayout): Paragraph[] {
  if (recipients.length === 0) return [];
  const { recipientsHead, recipients: size } = layout.sizesPt;
  return [
    line(RECIPIENTS, { size: recipientsHead, bold: true, italics: true }),
    ...recipientLines(recipients).map((text) => line(text, { size })),
  ];
}

/** Label, title and reference of an appendix, then its parts. */
export function appendixBlocks(appendix: Appendix, layout: DocumentLayout): Block[] {
  const { label, title, reference } = appendixLines(appendix);
  const size = layout.sizesPt.appendix;
  return [
    line(label, { size, bold: true, align: 'center', keepNext: true }),
    line(title, { size, bold: true, align: 'center', keepNext: true }),
    ...(reference === null ? [] : [line(reference, { size, italics: true, align: 'center', keepNext: true })]),
    ...partBlocks(appendix.parts, layout, appendix.landscape),
  ];
}
