import pdfmake from 'pdfmake';
import type { Content, ContentSection, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { AdministrativeDocument } from '../administrative-document';
import { documentType, layoutOn, type DocumentLayout } from '../layout';
import { FONT_FILES } from '../text-width';
import { plainText } from '../wording';
import { appendixContent, closingContent, headContent, partContents, titleContent } from './blocks';
import { points } from './units';

const FONT = 'Tinos';
let prepared = false;

/** Writes a document as PDF with its letters embedded, in the layout in force on its day. */
export async function writePdf(document: AdministrativeDocument): Promise<Buffer> {
  prepare();
  const layout = layoutOn(document.head.date);
  const title = plainText(`${documentType(document.type).name} ${document.subject}`);
  const main = [
    headContent(document, layout),
    ...titleContent(document, layout),
    ...partContents(document.parts, layout, false),
    closingContent(document, layout),
  ];
  const appendices = document.appendices.map((one) => ({ landscape: one.landscape, content: appendixContent(one, layout) }));
  const definition: TDocumentDefinitions = {
    info: { title, author: plainText(document.head.issuer.join(' ')), subject: title },
    language: 'vi-VN',
    pageSize: 'A4',
    header: (page) =>
      page < layout.pageNumberFrom
        ? null
        : {
            text: `${page}`,
            alignment: 'center',
            fontSize: layout.sizesPt.pageNumber,
            margin: [0, points(layout.marginsMm.top / 2), 0, 0],
          },
    defaultStyle: { font: FONT, fontSize: layout.sizesPt.body, lineHeight: 1 },
    content: [{ landscape: false, content: main }, ...appendices].map((one) => sectionOf(one, layout)),
  };
  return pdfmake.createPdf(definition).getBuffer();
}

/** Pages of one kind: upright or across, with the margins of that kind. */
function sectionOf({ landscape, content }: { landscape: boolean; content: Content[] }, layout: DocumentLayout): ContentSection {
  const { top, bottom, left, right } = landscape ? layout.landscapeMarginsMm : layout.marginsMm;
  return {
    section: content,
    pageOrientation: landscape ? 'landscape' : 'portrait',
    pageMargins: [points(left), points(top), points(right), points(bottom)],
  };
}

/** pdfmake keeps its fonts for the whole process; nothing else may be read from disk or fetched. */
function prepare(): void {
  if (prepared) return;
  pdfmake.addFonts({ [FONT]: { ...FONT_FILES } });
  pdfmake.setLocalAccessPolicy((path) => Object.values<string>(FONT_FILES).includes(path));
  pdfmake.setUrlAccessPolicy(() => false);
  prepared = true;
}
