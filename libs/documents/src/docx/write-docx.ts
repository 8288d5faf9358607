import { AlignmentType, Document, Header, Packer, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx';
import type { AdministrativeDocument } from '../administrative-document';
import { PAGE_MM, documentType, layoutOn, type DocumentLayout } from '../layout';
import { plainText } from '../wording';
import { appendixBlocks, closingBlock, headBlock, partBlocks, titleBlock } from './blocks';
import { halfPoints, twips } from './units';

/** Writes a document as .docx, in the layout in force on its day. */
export function writeDocx(document: AdministrativeDocument): Promise<Buffer> {
  const layout = layoutOn(document.head.date);
  const title = plainText(`${documentType(document.type).name} ${document.subject}`);
  const issuer = plainText(document.head.issuer.join(' '));
  const file = new Document({
    title,
    subject: title,
    creator: issuer,
    lastModifiedBy: issuer,
    description: layout.basis,
    styles: {
      default: {
        document: {
          run: { font: layout.font, size: halfPoints(layout.sizesPt.body), color: '000000', language: { value: 'vi-VN' } },
        },
      },
    },
    sections: [
      {
        properties: { page: page(layout, false), titlePage: layout.pageNumberFrom > 1 },
        headers: { default: numberedHeader(layout), first: new Header({ children: [new Paragraph({})] }) },
        children: [
          ...headBlock(document, layout),
          ...titleBlock(document, layout),
          ...partBlocks(document.parts, layout, false),
          ...closingBlock(document, layout),
        ],
      },
      ...document.appendices.map((appendix) => ({
        properties: { page: page(layout, appendix.landscape) },
        headers: { default: numberedHeader(layout) },
        children: appendixBlocks(appendix, layout),
      })),
    ],
  });
  return Packer.toBuffer(file);
}

function page(layout: DocumentLayout, landscape: boolean): object {
  const { top, bottom, left, right } = landscape ? layout.landscapeMarginsMm : layout.marginsMm;
  return {
    size: {
      width: twips(PAGE_MM.width),
      height: twips(PAGE_MM.height),
      orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
    },
    margin: { top: twips(top), bottom: twips(bottom), left: twips(left), right: twips(right), header: twips(top / 2) },
  };
}

function numberedHeader(layout: DocumentLayout): Header {
  const size = halfPoints(layout.sizesPt.pageNumber);
  return new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ size, children: [PageNumber.CURRENT] })] }),
    ],
  });
}
