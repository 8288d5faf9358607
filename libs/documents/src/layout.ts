import { readFileSync } from 'node:fs';
import { PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { z } from 'zod';
import type { DocumentTypeCode } from './administrative-document';

const size = z.number().min(6).max(30);
const millimetres = z.number().min(0).max(297);
const Margins = z.strictObject({ top: millimetres, bottom: millimetres, left: millimetres, right: millimetres });

/** How a document looks from a day on. Sizes are points, lengths millimetres. */
export const DocumentLayout = z.strictObject({
  validFrom: PlainDate,
  basis: z.string().min(1).describe('The act that sets it'),
  confirmed: z.boolean(),
  note: z.string().optional(),
  font: z.string().min(1),
  marginsMm: Margins,
  landscapeMarginsMm: Margins,
  headColumnsMm: z.strictObject({ left: millimetres, right: millimetres }),
  signatureColumnsMm: z.strictObject({ left: millimetres, right: millimetres }),
  sizesPt: z.strictObject({
    superior: size,
    issuer: size,
    country: size,
    motto: size,
    number: size,
    placeDate: size,
    type: size,
    subject: size,
    body: size,
    authority: size,
    narrowAuthority: size.describe('Where three or more sign side by side'),
    recipientsHead: size,
    recipients: size,
    appendix: size,
    table: size,
    wideTable: size,
    pageNumber: size,
  }),
  body: z.strictObject({ firstLineMm: millimetres, spaceBeforePt: z.number().min(0), lineSpacing: z.number().min(1).max(1.5) }),
  rules: z.strictObject({ issuerShare: z.number(), subjectShare: z.number(), widthPt: z.number() }),
  subjectWidthMm: millimetres,
  signatureSpaceMm: millimetres,
  pageNumberFrom: z.int().min(1),
});
export type DocumentLayout = z.infer<typeof DocumentLayout>;

const DocumentType = z.strictObject({ code: z.string(), name: z.string(), printed: z.boolean() });
const LayoutData = z.strictObject({ layouts: z.array(DocumentLayout).min(1), types: z.array(DocumentType).min(1) });

let loaded: z.infer<typeof LayoutData> | undefined;
const data = (): z.infer<typeof LayoutData> =>
  (loaded ??= LayoutData.parse(JSON.parse(readFileSync(dataFile('documents/layouts.json'), 'utf8'))));

/** A4, upright. */
export const PAGE_MM = { width: 210, height: 297 } as const;

/** The layout in force on a day; a day before all of them has the first, and none at all the last. */
export function layoutOn(date: PlainDate | null): DocumentLayout {
  const { layouts } = data();
  const [first] = layouts;
  if (first === undefined) throw new Error('layouts.json holds no layout');
  return layouts.findLast((layout) => date === null || layout.validFrom <= date) ?? first;
}

/** The name of a type ("Kế hoạch"), and whether the document prints it above its subject. */
export function documentType(code: DocumentTypeCode): { readonly name: string; readonly printed: boolean } {
  const type = data().types.find((one) => one.code === code);
  if (type === undefined) throw new Error(`layouts.json does not name the type ${code}`);
  return type;
}

/** Width of the text on a page. */
export function textWidthMm(layout: DocumentLayout, landscape: boolean): number {
  const margins = landscape ? layout.landscapeMarginsMm : layout.marginsMm;
  return (landscape ? PAGE_MM.height : PAGE_MM.width) - margins.left - margins.right;
}
