import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { FileProblem } from '@thongsuot/table-files';
import { importPlanFile } from '../../domain/import/import-plan';
import { columnHeadings } from './column-headings';
import { readUploaded } from './read-uploaded';

/** What becomes of a file: a refusal with its code, or so many tasks with the findings that withhold or warn. */
async function outcomeOf(content: Buffer, fileName: string | null): Promise<string> {
  try {
    const { plan, findings } = importPlanFile(await readUploaded({ content, fileName }), columnHeadings(), { year: 2025 });
    const tasks = plan.sections.reduce((sum, section) => sum + section.tasks.length, 0);
    const quiet = [
      'plan-number-missing',
      'plan-date-missing',
      'plan-issuer-missing',
      'section-missing',
      'year-assumed',
      'date-on-rest-day',
    ];
    const told = findings.filter((one) => !quiet.includes(one.code));
    for (const one of told) expect([one.code, one.message.vi !== '', one.message.en !== '']).toEqual([one.code, true, true]);
    const places = told.map((one) => [one.code, one.at.row === undefined ? '' : `@${one.at.row}`].join(''));
    return [`${tasks}`, ...new Set(places)].join(' ');
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    expect([error.vi, error.en]).not.toContain('');
    return `refused ${error.code}`;
  }
}

const HEAD = 'TT,Nội dung,Chủ trì,Thời gian';
const csv = (...rows: string[]): Buffer => Buffer.from([HEAD, ...rows].join('\n'));
const task = (time: string, title = 'Rà soát TTHC'): Buffer => csv(`1,${title},Văn phòng,${time}`);
const utf16 = (text: string, big = false): Buffer => {
  const little = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? little.swap16() : little;
};
const zip = (files: Record<string, string | Uint8Array>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(Object.entries(files).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data])),
    ),
  );
const types = (part: string, type: string): string =>
  `<Types><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`;
const DOCX = types('/word/document.xml', 'wordprocessingml.document.main+xml');
const XLSX = types('/xl/workbook.xml', 'spreadsheetml.sheet.main+xml');
const docx = (body: string, more: Record<string, string> = {}): Buffer =>
  zip({
    '[Content_Types].xml': DOCX,
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    ...more,
  });
const p = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const tc = (inner: string): string => `<w:tc>${inner}</w:tc>`;
const tr = (...texts: string[]): string =>
  `<w:tr>${texts.map((text) => tc(text.startsWith('<') ? text : p(text))).join('')}</w:tr>`;
const HEAD_ROW = tr('TT', 'Nội dung', 'Chủ trì', 'Thời gian');
const ROW = tr('1', 'Rà soát TTHC', 'Văn phòng', 'Tháng 5/2025');
const xlsx = async (fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('KH'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
};
const sheet = (...rows: ExcelJS.CellValue[][]): Promise<Buffer> =>
  xlsx((one) => {
    one.addRow(HEAD.split(','));
    for (const row of rows) one.addRow(row);
  });
const LEGACY_TCVN3 =
  'TT,Néi dung,Chñ tr×,Thêi gian\n1,Rµ so¸t ®¸nh gi¸ thñ tôc hµnh chÝnh n¨m 2025,V¨n phßng,Th¸ng 5\n2,KiÓm tra ®ét xuÊt,§oµn kiÓm tra,Quý II';
const LEGACY_VNI =
  'TT,Noäi dung,Chuû trì,Thôøi gian\n1,Raø soaùt ñaùnh giaù thuû tuïc haønh chính,Vaên phoøng,Thaùng 5\n2,Kieåm tra ñoät xuaát,Ñoaøn kieåm tra,Quyù II';

const FILES: readonly [string, () => Buffer | Promise<Buffer>, string | null, string][] = [
  ['UTF-16 little endian', () => utf16(`${HEAD}\n1,Rà soát,Văn phòng,Tháng 5`), 'a.csv', '1'],
  ['UTF-16 big endian', () => utf16(`${HEAD}\n1,Rà soát,Văn phòng,Tháng 5`, true), 'a.csv', '1'],
  ['UTF-16 without a BOM', () => Buffer.from(`${HEAD}\n1,Rà soát`, 'utf16le'), 'a.csv', 'refused unsupported-media-type'],
  ['UTF-16 cut in the middle of a letter', () => utf16(`${HEAD}\n1,Rà`).subarray(0, -1), 'a.csv', 'refused file-unreadable'],
  ['decomposed letters', () => Buffer.from(`${HEAD}\n1,Rà soát,Văn phòng,Tháng 5`.normalize('NFD')), 'a.csv', '1'],
  ['TCVN3 letters in Unicode', () => Buffer.from(LEGACY_TCVN3), 'a.csv', '0 plan-table-missing legacy-encoding'],
  ['TCVN3 bytes', () => Buffer.from(LEGACY_TCVN3, 'latin1'), 'a.csv', 'refused file-unreadable'],
  ['VNI letters in Unicode', () => Buffer.from(LEGACY_VNI), 'a.csv', '0 plan-table-missing legacy-encoding'],
  [
    'windows-1258 bytes',
    () => Buffer.concat([Buffer.from('TT,N'), Buffer.from([0xf4, 0xf2, 0x69]), Buffer.from(' dung,1')]),
    'a.csv',
    'refused file-unreadable',
  ],
  [
    'NUL bytes inside text',
    () => Buffer.concat([csv('1,Rà', ''), Buffer.from([0, 0])]),
    'a.csv',
    'refused unsupported-media-type',
  ],
  [
    'NUL bytes far behind',
    () => Buffer.from(`${HEAD}\n1,Rà so\u0000át,Văn phòng,Tháng 5`.replace('1,', `${'\n'.repeat(5000)}1,`)),
    'a.csv',
    '1',
  ],
  ['marks of writing direction in a title', () => task('Tháng 5', '\u202eRà soát\u202c TTHC\u200b'), 'a.csv', '1'],
  ['replacement characters', () => task('Tháng 5', 'R\ufffd so\ufffdt'), 'a.csv', '1 title-unreadable@2'],
  ['line ends of old machines', () => Buffer.from(`${HEAD}\r1,Rà soát,Văn phòng,Tháng 5\r`), 'a.csv', '1'],
  ['only a heading', () => csv(), 'a.csv', '0 plan-empty@1'],
  ['only blank lines', () => Buffer.from('\n\n  \n'), 'a.csv', '0 plan-table-missing'],
  ['one row and no heading', () => Buffer.from('1,Rà soát,Văn phòng,Tháng 5'), 'a.csv', '0 plan-table-missing'],
  [
    'a page of the web named .csv',
    () => Buffer.from('<html><table><tr><td>TT</td></tr></table></html>'),
    'a.csv',
    '0 plan-table-missing',
  ],
  ['a day that does not exist', () => task('Trước ngày 31/4/2025'), 'a.csv', '1 impossible-date@2'],
  ['29 February of a common year', () => task('29/02/2025'), 'a.csv', '1 impossible-date@2'],
  ['a thirteenth month', () => task('Tháng 13'), 'a.csv', '1 impossible-date@2'],
  ['a year of another century', () => task('15/6/1925'), 'a.csv', '1 unreadable-date@2'],
  ['figures that are no day', () => task('Trước ngày 5595007'), 'a.csv', '1 unreadable-date@2'],
  ['no time', () => task(''), 'a.csv', '1 missing-time@2'],
  [
    'the same heading twice',
    () => Buffer.from('TT,Nội dung,Nội dung,Chủ trì,Thời gian\n1,Rà soát,Khác,Văn phòng,Tháng 5'),
    'a.csv',
    '1 column-repeated@1',
  ],
  ['the same number twice', () => csv('1,Một,VP,Tháng 5', '1,Hai,VP,Tháng 5'), 'a.csv', '2 task-number-repeated@3'],
  ['a quote that never ends', () => csv('1,"Rà soát,VP,Tháng 5'), 'a.csv', 'refused file-unreadable'],
  ['a formula as text', () => task('Tháng 5', '"=HYPERLINK(""http://x"",""Rà soát"")"'), 'a.csv', '1'],
  ['JSON with a BOM and nothing else', () => Buffer.from('\uFEFF'), 'a.json', 'refused file-unreadable'],
  ['JSON a hundred thousand brackets deep', () => Buffer.from('['.repeat(100_000)), 'a.json', 'refused file-unreadable'],
  [
    'JSON with a day that does not exist',
    () => Buffer.from('{"issued":"2025-02-30","sections":[]}'),
    'a.json',
    'refused file-unreadable',
  ],
  [
    'JSON with a task without a title',
    () => Buffer.from('{"sections":[{"number":"I","name":"","tasks":[{"number":1,"time":""}]}]}'),
    'a.json',
    'refused file-unreadable',
  ],
  [
    'a formula without a result',
    () => sheet([1, { formula: 'A1&"x"' }, 'Văn phòng', 'Tháng 5']),
    'a.xlsx',
    '0 row-not-read@2 plan-empty@1',
  ],
  ['a cell with an error', () => sheet([1, { error: '#REF!' }, 'Văn phòng', 'Tháng 5']), 'a.xlsx', '1 cell-error@2'],
  ['a day before all days', () => sheet([1, 'Rà soát', 'Văn phòng', new Date(Number.NaN)]), 'a.xlsx', '1 unreadable-time@2'],
  [
    'a sheet of 10,000 columns',
    () => xlsx((one) => void one.addRow(Array.from({ length: 10_000 }, (_, index) => `c${index}`))),
    'a.xlsx',
    'refused payload-too-large',
  ],
  ['data in row 30,000', () => xlsx((one) => void (one.getCell('A30000').value = 'x')), 'a.xlsx', 'refused payload-too-large'],
  ['an empty sheet', () => xlsx(() => undefined), 'a.xlsx', '0 plan-table-missing'],
  ['all sheets hidden', () => xlsx((one) => void (one.state = 'hidden')), 'a.xlsx', 'refused file-unreadable'],
  [
    'a workbook without its workbook',
    () => zip({ '[Content_Types].xml': XLSX, 'xl/other.xml': '<a/>' }),
    'a.xlsx',
    'refused file-unreadable',
  ],
  [
    'macros in a workbook',
    () => zip({ '[Content_Types].xml': `${XLSX}application/vnd.ms-excel.sheet.macroEnabled.main+xml` }),
    'a.xlsx',
    'refused unsupported-media-type',
  ],
  [
    'macros in a document',
    () => zip({ '[Content_Types].xml': `${DOCX}application/vnd.ms-office.vbaProject`, 'word/vbaProject.bin': 'x' }),
    'a.docx',
    'refused unsupported-media-type',
  ],
  [
    'an OpenDocument sheet named .xlsx',
    () => zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
    'a.xlsx',
    'refused unsupported-media-type',
  ],
  ['rich text format named .docx', () => Buffer.from('{\\rtf1\\ansi Kế hoạch}'), 'a.docx', 'refused file-unreadable'],
  [
    'a way out of the archive',
    () => zip({ '../../etc/passwd': 'x', '[Content_Types].xml': DOCX }),
    'a.docx',
    'refused file-unreadable',
  ],
  ['an archive without its end', () => docx(ROW).subarray(0, -30), 'a.docx', 'refused file-unreadable'],
  [
    'an archive with bytes turned over',
    () => Buffer.from(docx(`<w:tbl>${HEAD_ROW}${ROW}</w:tbl>`).map((byte, at) => (at > 300 && at < 420 ? byte ^ 0x5a : byte))),
    'a.docx',
    'refused file-unreadable',
  ],
  [
    'a table inside a cell',
    () => docx(`<w:tbl>${HEAD_ROW}${tr('1', 'Rà soát', `<w:tbl>${tr('Văn phòng', 'Tư pháp')}</w:tbl>`, 'Tháng 5')}</w:tbl>`),
    'a.docx',
    '1',
  ],
  [
    'a plan in a text box',
    () => docx(`<w:p><w:r><w:pict><w:txbxContent><w:tbl>${HEAD_ROW}${ROW}</w:tbl></w:txbxContent></w:pict></w:r></w:p>`),
    'a.docx',
    '0 plan-table-missing',
  ],
  [
    'a row that was deleted and one that was put in',
    () => docx(`<w:tbl>${HEAD_ROW}${ROW.replace('<w:t>', '<w:del><w:delText>cũ</w:delText></w:del><w:t>')}</w:tbl>`),
    'a.docx',
    '1',
  ],
  [
    'a link to elsewhere',
    () =>
      docx(`<w:tbl>${HEAD_ROW}${ROW}</w:tbl>`, {
        'word/_rels/document.xml.rels':
          '<Relationships><Relationship Target="http://127.0.0.1/x" TargetMode="External"/></Relationships>',
      }),
    'a.docx',
    '1',
  ],
  [
    'a span wider than any page',
    () =>
      docx(
        `<w:tbl>${HEAD_ROW}<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>${p('I. Rà soát')}</w:tc></w:tr>${ROW}</w:tbl>`,
      ),
    'a.docx',
    'refused file-unreadable',
  ],
  [
    'a document in another encoding',
    () => zip({ '[Content_Types].xml': DOCX, 'word/document.xml': utf16('<w:document xmlns:w="w"><w:body/></w:document>') }),
    'a.docx',
    'refused file-unreadable',
  ],
  ['a pasted picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), null, 'refused file-unreadable'],
  ['a cell of a hundred thousand letters', () => task('Tháng 5', 'Rà soát '.repeat(12_500)), 'a.csv', '1 title-too-long@2'],
];

describe('a corpus of bad files: each is refused or leaves findings with their place; none crashes the reading', () => {
  it.each(FILES)('%s', async (_what, content, fileName, expected) => {
    expect(await outcomeOf(await content(), fileName)).toBe(expected);
  });
});
