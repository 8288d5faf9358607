import { office, type RenderedFile } from '@thongsuot/testing';
import { writeDocx, writePdf, writeXlsx, type AdministrativeDocument } from '../src/index';
import { SAMPLE_DOCUMENT, SAMPLE_TABLE } from '../src/sample-document';

const missing = office.missing();
const when = missing.length === 0 ? describe : describe.skip;
const LETTERS = ['Tinos-Bold', 'Tinos-BoldItalic', 'Tinos-Italic', 'Tinos-Regular'];

const MINUTES: AdministrativeDocument = {
  ...SAMPLE_DOCUMENT,
  type: 'BB',
  subject: 'Kiểm tra công tác kiểm soát thủ tục hành chính',
  head: { ...SAMPLE_DOCUMENT.head, number: null, symbol: null },
  signatures: [
    { form: 'party', role: 'Đại diện đơn vị được kiểm tra', name: null },
    { form: 'party', role: 'Thư ký', name: null },
    { form: 'party', role: 'Trưởng đoàn', name: null },
  ],
  appendices: [],
};

when(`documents in LibreOffice${missing.length === 0 ? '' : ` (skipped: without ${missing.join(', ')})`}`, () => {
  let shown: Record<string, RenderedFile>;
  beforeAll(async () => {
    const sheets = [{ name: 'Kế hoạch', heading: ['KẾ HOẠCH', 'Tính đến ngày 05/02/2024'], table: SAMPLE_TABLE, notes: [] }];
    shown = office.render(
      {
        'plan.docx': await writeDocx(SAMPLE_DOCUMENT),
        'minutes.docx': await writeDocx(MINUTES),
        'tables.xlsx': await writeXlsx({ title: 'Kế hoạch', author: 'UBND', date: null, sheets }),
        'own.pdf': await writePdf(SAMPLE_DOCUMENT),
      },
      process.env.KEEP_IMAGES,
    );
  }, 120_000);

  it('the .docx stands on as many pages as our own PDF, head first, appendix after, in one typeface', () => {
    const { 'plan.docx': docx, 'own.pdf': pdf } = shown;
    expect(docx!.pages).toBe(pdf!.pages);
    expect(docx!.text[0]).toMatch(
      /ỦY BAN NHÂN DÂN\s+CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\s+HUYỆN KON RẪY\s+Độc lập - Tự do - Hạnh phúc/u,
    );
    expect(docx!.text[0]).toMatch(/Nơi nhận:\s+TM\. ỦY BAN NHÂN DÂN/u);
    expect(docx!.text[0]).not.toMatch(/^\s*1\s*$/mu);
    docx!.text.slice(1).forEach((page, index) => {
      expect(page.trim()).toMatch(new RegExp(`^${index + 2}\\s`, 'u'));
    });
    expect(docx!.text[1]).toMatch(/Phụ lục\s+NHIỆM VỤ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH NĂM 2024/u);
    expect([docx!.fonts, pdf!.fonts]).toEqual([LETTERS, LETTERS]);
  });

  it('the heading of a table is on each of its pages, in all three formats', () => {
    for (const name of ['plan.docx', 'own.pdf', 'tables.xlsx']) {
      const pages = shown[name]!.text.slice(name === 'tables.xlsx' ? 0 : 1);
      expect(pages.length).toBeGreaterThan(1);
      for (const page of pages) expect(page).toMatch(/Bộ phận chủ trì\s+Bộ phận phối hợp/u);
    }
  });

  it('a sheet shows whole texts: no row hides a line', () => {
    const text = shown['tables.xlsx']!.text.join('\n');
    expect(text.match(/- Bộ phận Tiếp nhận và Trả kết\s/gu)?.length ?? 0).toBeGreaterThanOrEqual(24);
    expect(text).toContain('=1+1');
    expect(text).not.toContain('###');
  });

  it('minutes have three parties on one line', () => {
    expect(shown['minutes.docx']!.text[0]).toMatch(/THƯ KÝ\s+TRƯỞNG ĐOÀN/u);
    expect(shown['minutes.docx']!.pages).toBe(1);
  });

  it('no page is empty or black', () => {
    for (const { ink } of Object.values(shown)) {
      for (const share of ink) expect([share > 0.005, share < 0.3]).toEqual([true, true]);
    }
  });
});
