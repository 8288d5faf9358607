// Prints the pages of a PDF as JSON on its last line: text, width in points, names of the fonts.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const document = await getDocument({ url: process.argv[2], useSystemFonts: false, verbosity: 0 }).promise;
const pages = [];
for (let number = 1; number <= document.numPages; number += 1) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  await page.getOperatorList();
  const names = [...new Set(items.map((item) => item.fontName))];
  pages.push({
    text: items.map((item) => item.str + (item.hasEOL ? '\n' : '')).join(''),
    width: Math.round(page.view[2]),
    fonts: names.map((name) => page.commonObjs.get(name).name),
  });
}
process.stdout.write('\n' + JSON.stringify(pages));
