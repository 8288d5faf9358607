import { strFromU8, unzipSync } from 'fflate';
import { SAMPLE_DOCUMENT } from '../sample-document';
import type { AdministrativeDocument } from '../administrative-document';
import { writeDocx } from './write-docx';

async function partsOf(
  document: AdministrativeDocument,
): Promise<{ xml: string; texts: string[]; parts: Record<string, string> }> {
  const parts = Object.fromEntries(
    Object.entries(unzipSync(await writeDocx(document))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );
  const xml = parts['word/document.xml'] ?? '';
  const texts = [...xml.matchAll(/<w:p>(.*?)<\/w:p>|<w:p [^>]*>(.*?)<\/w:p>/gsu)]
    .map(([paragraph]) => [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/gu)].map((match) => match[1]).join(''))
    .filter((text) => text !== '');
  return { xml, texts, parts };
}

/** The paragraph that holds a text, as XML. */
function paragraphOf(xml: string, text: string): string {
  const found = [...xml.matchAll(/<w:p>.*?<\/w:p>/gsu)].find(([paragraph]) => paragraph.includes(`>${text}<`));
  if (!found) throw new Error(`no paragraph "${text}"`);
  return found[0];
}

describe('a document as .docx', () => {
  let read: Awaited<ReturnType<typeof partsOf>>;
  beforeAll(async () => {
    read = await partsOf(SAMPLE_DOCUMENT);
  });

  it('says everything in the order of the decree', () => {
    expect(read.texts.slice(0, 17)).toEqual([
      'ỦY BAN NHÂN DÂN',
      'HUYỆN KON RẪY',
      'Số: 105/KH-UBND',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Kon Rẫy, ngày 05 tháng 02 năm 2024',
      'KẾ HOẠCH',
      'Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông năm 2024',
      'Căn cứ Nghị định 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;',
      'Ủy ban nhân dân huyện ban hành Kế hoạch như sau:',
      'I. MỤC ĐÍCH, YÊU CẦU',
      expect.stringMatching(/^- Không để hồ sơ trễ hẹn/u),
      '1. Yêu cầu',
      'Bảo đảm thống nhất, đồng bộ.',
      'Nơi nhận:',
      '- UBND tỉnh (b/c);',
      '- UBND các xã, thị trấn;',
    ]);
    expect(read.texts).toEqual(expect.arrayContaining(['- Lưu: VT.', 'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH']));
    expect(read.texts.indexOf('Phụ lục')).toBeGreaterThan(read.texts.indexOf('Nguyễn Thị Thử Nghiệm'));
  });

  it('has the margins, letters and sizes of its layout', () => {
    expect(read.xml).toContain('<w:pgSz w:w="11906" w:h="16838" w:orient="portrait"/>');
    expect(read.xml).toMatch(/<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" w:header="567"/u);
    expect(read.parts['word/styles.xml']).toMatch(/w:ascii="Times New Roman"/u);
    expect(paragraphOf(read.xml, 'KẾ HOẠCH')).toMatch(/w:jc w:val="center".*<w:b\/>.*<w:sz w:val="28"\/>/su);
    expect(paragraphOf(read.xml, 'Số: 105/KH-UBND')).toMatch(/<w:sz w:val="26"\/>/u);
    expect(paragraphOf(read.xml, 'Kon Rẫy, ngày 05 tháng 02 năm 2024')).toContain('<w:i/>');
    expect(paragraphOf(read.xml, 'Ủy ban nhân dân huyện ban hành Kế hoạch như sau:')).toMatch(
      /w:spacing [^>]*w:before="120".*w:firstLine="720".*w:jc w:val="both"/su,
    );
    expect(paragraphOf(read.xml, 'Nơi nhận:')).toMatch(/<w:b\/>.*<w:i\/>.*<w:sz w:val="24"\/>/su);
  });

  it('numbers its pages from the second on, and the appendix goes on with them across', () => {
    const [main = '', appendix = ''] = read.xml.match(/<w:sectPr>.*?<\/w:sectPr>/gsu) ?? [];
    expect([main.includes('<w:titlePg'), appendix.includes('<w:titlePg')]).toEqual([true, false]);
    expect(appendix).toContain('w:orient="landscape"');
    const headers = Object.entries(read.parts).filter(([name]) => /word\/header\d+\.xml/u.test(name));
    expect(headers.filter(([, xml]) => xml.includes('PAGE'))).toHaveLength(2);
  });

  it('a table repeats its heading, keeps rows whole and merges what belongs together', () => {
    const table = read.xml.slice(read.xml.lastIndexOf('<w:tbl>'));
    expect(table.match(/<w:tblHeader\/>/gu)).toHaveLength(2);
    expect(table.match(/<w:cantSplit\/>/gu)?.length).toBe(table.match(/<w:tr>/gu)?.length);
    expect(table).toContain('<w:gridSpan w:val="2"/>');
    expect(table).toContain('<w:vMerge w:val="restart"/>');
    expect(read.texts).toEqual(expect.arrayContaining(['1.234.567', '05/01/2024', '=1+1']));
  });
});

it('a draft says so, without number and day', async () => {
  const { texts } = await partsOf({
    ...SAMPLE_DOCUMENT,
    draft: true,
    head: { ...SAMPLE_DOCUMENT.head, number: null, date: null },
    recipients: [],
    appendices: [],
  });
  expect(texts).toEqual(expect.arrayContaining(['DỰ THẢO', expect.stringMatching(/^Số:\u00a0+\/KH-UBND$/u)]));
  expect(texts).not.toContain('Nơi nhận:');
});

it('minutes have no number and are signed by all parties side by side', async () => {
  const { texts, xml } = await partsOf({
    ...SAMPLE_DOCUMENT,
    type: 'BB',
    head: { ...SAMPLE_DOCUMENT.head, number: null, symbol: null },
    signatures: [
      { form: 'party', role: 'Đại diện đơn vị được kiểm tra', name: null },
      { form: 'party', role: 'Đại diện đoàn kiểm tra', name: null },
    ],
    appendices: [],
  });
  expect(texts.filter((text) => text.startsWith('Số:'))).toEqual([]);
  expect(texts.slice(texts.indexOf('ĐẠI DIỆN ĐƠN VỊ ĐƯỢC KIỂM TRA'))).toEqual(
    expect.arrayContaining(['(Ký, ghi rõ họ tên)', 'ĐẠI DIỆN ĐOÀN KIỂM TRA']),
  );
  expect(xml.match(/<w:tbl>/gu)).toHaveLength(2);
});

it('a letter has its subject under the number', async () => {
  const { texts } = await partsOf({ ...SAMPLE_DOCUMENT, type: 'CV', subject: 'báo cáo quý I', appendices: [] });
  expect(texts).toContain('V/v báo cáo quý I');
  expect(texts).not.toContain('CÔNG VĂN');
});

it('markup in a text stays text', async () => {
  const { texts, xml } = await partsOf({ ...SAMPLE_DOCUMENT, subject: '<w:del/> & "năm" 2024\u0000', appendices: [] });
  expect(texts).toContain('&lt;w:del/&gt; &amp; &quot;năm&quot; 2024');
  expect(xml).not.toContain('\u0000');
});
