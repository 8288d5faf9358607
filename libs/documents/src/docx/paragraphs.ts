import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TextRun, type IParagraphOptions, type IRunOptions } from 'docx';
import type { DocumentLayout } from '../layout';
import { plainText } from '../wording';
import { halfPoints, lines, twips } from './units';

/** How a line is set; left, upright and regular unless told. */
export interface LineStyle {
  readonly size: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  readonly beforePt?: number;
  readonly afterPt?: number;
  readonly firstLineMm?: number;
  /** Kept free on both sides. */
  readonly sideMm?: number;
  readonly keepNext?: boolean;
  readonly lineSpacing?: number;
}

/** The runs of a text; a line break in it stays one. */
export function runs(text: string, style: Pick<IRunOptions, 'bold' | 'italics'> & { readonly size: number }): TextRun[] {
  const { size, ...rest } = style;
  return plainText(text)
    .split('\n')
    .map((line, index) => new TextRun({ ...rest, text: line, size: halfPoints(size), ...(index === 0 ? {} : { break: 1 }) }));
}

/** A paragraph of one style. */
export function line(text: string, style: LineStyle): Paragraph {
  const { size, bold = false, italics = false } = style;
  return new Paragraph({ ...setting(style), children: runs(text, { size, bold, italics }) });
}

/** What a style means for a paragraph. */
export function setting(style: LineStyle): IParagraphOptions {
  const { align = 'left', beforePt = 0, afterPt = 0, firstLineMm = 0, sideMm = 0, keepNext = false, lineSpacing = 1 } = style;
  return {
    alignment: AlignmentType[align.toUpperCase() as 'LEFT' | 'CENTER' | 'RIGHT' | 'BOTH'],
    keepNext,
    indent: { left: twips(sideMm), right: twips(sideMm), firstLine: twips(firstLineMm) },
    spacing: {
      before: Math.round(beforePt * 20),
      after: Math.round(afterPt * 20),
      line: lines(lineSpacing),
      lineRule: LineRuleType.AUTO,
    },
  };
}

/** A drawn rule in the middle of a column; underlined text is not what the decree wants. */
export function rule(widthMm: number, columnMm: number, layout: DocumentLayout): Paragraph {
  const side = twips(Math.max(0, columnMm - widthMm) / 2);
  const border = { style: BorderStyle.SINGLE, size: Math.round(layout.rules.widthPt * 8), space: 0, color: '000000' };
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 0, after: 0, line: 60, lineRule: LineRuleType.EXACT },
    border: { bottom: border },
    children: [],
  });
}
