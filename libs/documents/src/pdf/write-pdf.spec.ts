import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE_DOCUMENT } from '../sample-document';
import { writePdf } from './write-pdf';

interface PdfPage {
  readonly text: string;
  readonly width: number;
  readonly fonts: string[];
}

/** pdfjs is a module of the newer kind, which Jest cannot load: another process reads the file. */
const READER = join(__dirname, '../../test/read-pdf.mjs');

function pagesOf(pdf: Buffer): PdfPage[] {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    const out = execFileSync(process.execPath, [READER, file], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    // What pdfjs says of a missing canvas comes first.
    return JSON.parse(out.slice(out.lastIndexOf('\n'))) as PdfPage[];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a document as PDF', () => {
  let pages: PdfPage[];
  beforeAll(async () => {
    pages = pagesOf(await writePdf(SAMPLE_DOCUMENT));
  });

  it('says everything, with every Vietnamese letter', () => {
    const text = pages.map((page) => page.text).join('\n');
    for (const words of [
      'ỦY BAN NHÂN DÂN',
      'HUYỆN KON RẪY',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Kon Rẫy, ngày 05 tháng 02 năm 2024',
      'KT. CHỦ TỊCH',
      '- Lưu: VT.',
      'NHIỆM VỤ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2024',
      '1.234.567',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('numbers its pages from the second on; the appendix lies across and repeats its heading', () => {
    expect(pages.length).toBeGreaterThan(2);
    expect(pages[0]?.text).toMatch(/^ỦY BAN NHÂN DÂN/u);
    expect(pages.slice(1).map((page) => /(?:^|\n)\d+(?:\n|$)/u.exec(page.text)?.[0].trim())).toEqual(
      pages.slice(1).map((_, index) => `${index + 2}`),
    );
    expect(pages.map((page) => page.width)).toEqual([595, ...pages.slice(1).map(() => 842)]);
    for (const page of pages.slice(1)) expect(page.text).toContain('Phân công thực hiện');
  });

  it('embeds its own letters and no others', () => {
    const fonts = new Set(pages.flatMap((page) => page.fonts).map((name) => name.replace(/^[A-Z]{6}\+/u, '')));
    expect([...fonts].sort()).toEqual(['Tinos-Bold', 'Tinos-BoldItalic', 'Tinos-Italic', 'Tinos-Regular']);
  });
});
