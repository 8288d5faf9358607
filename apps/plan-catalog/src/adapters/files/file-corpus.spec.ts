import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import { dataFile } from '@thongsuot/data';
import { FileProblem, readZip } from '@thongsuot/table-files';
import { readDocument } from '../../domain/import/read-document';
import type { DocumentReading } from '../../domain/import/read-document';
import { columnHeadings } from './column-headings';
import { PLAN_FILE_BYTES_MAX, readPlanFile } from './read-plan-file';

const HEADER = ['STT', 'Nội dung nhiệm vụ', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Sản phẩm', 'Thời hạn hoàn thành'];
const DOCX_TYPES =
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';

const zip = (files: Record<string, string | Uint8Array>): Buffer =>
  Buffer.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, data]) => [name, typeof data === 'string' ? strToU8(data) : data]),
      ) as Zippable,
    ),
  );
const docx = (body: string): Buffer =>
  zip({
    '[Content_Types].xml': DOCX_TYPES,
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
  });
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
const table = (...rows: string[]): string => `<w:tbl>${rows.map((row) => `<w:tr>${row}</w:tr>`).join('')}</w:tbl>`;

async function xlsx(fill: (sheet: ExcelJS.Worksheet, workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook.addWorksheet('Phụ lục'), workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function read(content: Buffer, name: string): Promise<DocumentReading> {
  const file = await readPlanFile(content, name);
  if (file.kind !== 'document') throw new Error('a document was expected');
  return readDocument(file.document, columnHeadings());
}
const problemOf = async (content: Buffer, name: string): Promise<FileProblem> => {
  const error: unknown = await readPlanFile(content, name).catch((caught: unknown) => caught);
  if (!(error instanceof FileProblem)) throw new Error(`a FileProblem was expected, not ${String(error)}`);
  return error;
};

describe('a file that cannot be read is refused with a stable code in two languages', () => {
  const sample = readFileSync(dataFile('plans/kon-ray-2022.docx'));
  const ole = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(512)]);
  const encrypted = Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]);

  it.each([
    ['empty file', Buffer.alloc(0), 'a.docx', 'file-unreadable'],
    ['archive cut short', sample.subarray(0, 20_000), 'a.docx', 'file-unreadable'],
    ['text renamed .xlsx', Buffer.from('TT,Nội dung\n1,Rà soát'), 'a.xlsx', 'file-unreadable'],
    ['archive of something else', zip({ 'readme.txt': 'xin chào' }), 'a.docx', 'unsupported-media-type'],
    ['old .doc', ole, 'a.doc', 'unsupported-media-type'],
    ['protected by a password', encrypted, 'a.docx', 'file-unreadable'],
    ['PDF named .docx', Buffer.from('%PDF-1.7 …'), 'a.docx', 'unsupported-media-type'],
    ['picture named .csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'a.csv', 'unsupported-media-type'],
    ['text of another kind', Buffer.from('<html></html>'), 'a.html', 'unsupported-media-type'],
    ['windows-1258 text', Buffer.from([0x4e, 0xf4, 0x69, 0x20, 0xd2, 0x2c, 0x31]), 'a.csv', 'file-unreadable'],
    ['csv with an open quote', Buffer.from('TT,Nội dung,Chủ trì\n1,"Rà soát,VP'), 'a.csv', 'file-unreadable'],
    ['json cut short', Buffer.from('{"sections": ['), 'a.json', 'file-unreadable'],
    ['json of another shape', Buffer.from('{"sections": [{"number": 1}]}'), 'a.json', 'file-unreadable'],
    ['docx without document part', zip({ '[Content_Types].xml': DOCX_TYPES }), 'a.docx', 'file-unreadable'],
    [
      'docx with broken XML',
      zip({ '[Content_Types].xml': DOCX_TYPES, 'word/document.xml': '<w:document><w:body>' }),
      'a.docx',
      'file-unreadable',
    ],
    [
      'docx with a DOCTYPE',
      zip({ '[Content_Types].xml': DOCX_TYPES, 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }),
      'a.docx',
      'file-unreadable',
    ],
    ['more than 20 MB', Buffer.alloc(PLAN_FILE_BYTES_MAX + 1, 0x20), 'a.csv', 'payload-too-large'],
  ])('%s', async (_what, content, name, code) => {
    const problem = await problemOf(content, name);
    expect(problem.code).toBe(code);
    expect(problem.vi).not.toBe('');
    expect(problem.en).not.toBe('');
  });

  it('an archive that unpacks to far more than it is', async () => {
    const bomb = zip({ '[Content_Types].xml': DOCX_TYPES, 'word/document.xml': new Uint8Array(8 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect((await problemOf(bomb, 'a.docx')).code).toBe('payload-too-large');
  });

  it('an archive of too many parts, or too many bytes together', async () => {
    const many = zip(Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.xml`, 'x'.repeat(100)])));
    const limits = { entriesMax: 100, entryBytesMax: 1_000, totalBytesMax: 10_000, ratioMax: 200 };
    await expect(readZip(many, limits)).resolves.toHaveProperty('size', 30);
    await expect(readZip(many, { ...limits, entriesMax: 29 })).rejects.toMatchObject({ code: 'payload-too-large' });
    await expect(readZip(many, { ...limits, totalBytesMax: 2_999 })).rejects.toMatchObject({ code: 'payload-too-large' });
    await expect(readZip(many, { ...limits, entryBytesMax: 99 })).rejects.toMatchObject({ code: 'payload-too-large' });
  });

  it('a sheet whose merged range covers a million rows', async () => {
    const parts = unzipSync(
      await xlsx((sheet) => {
        sheet.mergeCells('A1:B2');
      }),
    );
    const name = 'xl/worksheets/sheet1.xml';
    const sheet = strFromU8(parts[name]!).replace('<mergeCell ref="A1:B2"', '<mergeCell ref="A1:XFD1048576"');
    expect((await problemOf(zip({ ...parts, [name]: sheet }), 'a.xlsx')).code).toBe('payload-too-large');
  });

  it('a document nested so deep that no reader can follow', async () => {
    const deep = docx(`${'<w:sdt>'.repeat(50_000)}${'</w:sdt>'.repeat(50_000)}`);
    expect((await problemOf(deep, 'a.docx')).code).toBe('file-unreadable');
  });

  it('an archive whose directory lies about the size of a part', async () => {
    const honest = zip({ '[Content_Types].xml': DOCX_TYPES, 'word/document.xml': 'x'.repeat(5_000) });
    const lying = Buffer.from(honest);
    const directory = lying.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    lying.writeUInt32LE(10, directory + 24);
    expect((await problemOf(lying, 'a.docx')).code).toBe('file-unreadable');
  });
});

describe('a file that can be read but is no plan', () => {
  it.each([
    ['docx without a table', docx(paragraph('Báo cáo tình hình')), 'a.docx'],
    ['docx whose table lacks a heading', docx(table(cell('1') + cell('Rà soát') + cell('VP'))), 'a.docx'],
    ['csv without a heading', Buffer.from('1,Rà soát,VP,tháng 5/2024'), 'a.csv'],
  ])('%s gives no task and says why', async (_what, content, name) => {
    const { reading, findings } = await read(content, name);
    expect(reading.sections).toEqual([]);
    expect(findings).toContainEqual(expect.objectContaining({ code: 'plan-table-missing', severity: 'blocking' }));
  });

  it('says which column a plan lacks', async () => {
    const { findings, reading } = await read(Buffer.from('STT,Nội dung,Chủ trì\n1,Rà soát TTHC,Văn phòng'), 'a.csv');
    expect(findings.map((one) => [one.code, one.at.field])).toContainEqual(['column-missing', 'time']);
    expect(reading.sections[0]?.tasks[0]).toMatchObject({ title: 'Rà soát TTHC', time: '' });
  });
});

describe('plans of other shapes', () => {
  const tasks = [
    { number: 1, title: 'Rà soát TTHC', leads: ['Văn phòng'], coordinators: ['Công an', 'Thuế'], time: 'Tháng 5/2024' },
  ];

  it.each([
    [
      'commas and BOM',
      '\uFEFFThời hạn,Phối hợp,Chủ trì,Nhiệm vụ,STT\n,,,Công tác rà soát,I\nTháng 5/2024,"- Công an\n- Thuế",Văn phòng,Rà soát TTHC,1',
    ],
    [
      'semicolons',
      'STT;Tên công việc;Người thực hiện;Người phối hợp;Tiến độ\nI;Công tác rà soát;;;\n1;Rà soát TTHC;Văn phòng;"Công an; Thuế";Tháng 5/2024',
    ],
    [
      'tabs, no accents',
      'TT\tNOI DUNG\tCHU TRI\tPHOI HOP\tTHOI GIAN\nI\tCông tác rà soát\t\t\t\n1\tRà soát TTHC\tVăn phòng\tCông an; Thuế\tTháng 5/2024',
    ],
  ])('csv: %s, columns in any order', async (_what, text) => {
    const { reading } = await read(Buffer.from(text), 'ke-hoach.csv');
    expect(reading.sections).toMatchObject([{ number: 'I', name: 'Công tác rà soát', tasks }]);
  });

  it('csv in UTF-16 as Excel saves "Unicode text"', async () => {
    const text = '\uFEFFTT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n1\tRà soát TTHC\tVăn phòng\tCông an; Thuế\tTháng 5/2024';
    const { reading } = await read(Buffer.from(text, 'utf16le'), 'ke-hoach.txt');
    expect(reading.sections).toMatchObject([{ tasks }]);
  });

  it('xlsx: formulas give their stored result, dates are written out, rich text is joined', async () => {
    const content = await xlsx((sheet) => {
      sheet.addRow(HEADER);
      sheet.addRow(['I', 'Công tác rà soát']);
      sheet.addRow([
        { formula: '0+1', result: 1 },
        { richText: [{ text: 'Rà soát ' }, { text: 'TTHC' }] },
        'Văn phòng',
        '',
        'Báo cáo',
        new Date(Date.UTC(2024, 4, 31)),
      ]);
    });
    const { reading } = await read(content, 'a.xlsx');
    expect(reading.sections[0]?.tasks[0]).toMatchObject({
      number: 1,
      title: 'Rà soát TTHC',
      product: 'Báo cáo',
      time: '31/05/2024',
    });
  });

  it('xlsx: cells merged sideways are one lead, cells merged downwards hold for each row, hidden sheets are not read', async () => {
    const content = await xlsx((sheet, workbook) => {
      sheet.addRow(HEADER);
      sheet.addRow([1, 'Rà soát TTHC', 'Văn phòng', '', '', 'Tháng 5/2024']);
      sheet.addRow([2, 'Kiểm tra', 'Phòng Nội vụ', 'Công an', 'Báo cáo', 'Tháng 6/2024']);
      sheet.addRow([3, 'Tổng hợp', '', 'Thuế', 'Báo cáo', '']);
      sheet.mergeCells('C2:D2');
      sheet.mergeCells('C3:C4');
      sheet.mergeCells('F3:F4');
      workbook.addWorksheet('Nháp', { state: 'hidden' }).addRow(HEADER);
    });
    const { reading } = await read(content, 'a.xlsx');
    expect(reading.sections[0]?.tasks).toMatchObject([
      { leads: ['Văn phòng'], coordinators: [], leadAndCoordinatorMerged: true },
      { leads: ['Phòng Nội vụ'], coordinators: ['Công an'], time: 'Tháng 6/2024', leadAndCoordinatorMerged: false },
      { leads: ['Phòng Nội vụ'], coordinators: ['Thuế'], time: 'Tháng 6/2024', leadAndCoordinatorMerged: false },
    ]);
  });

  it('xlsx: a rule for a whole column does not slow the reading down', async () => {
    const parts = unzipSync(
      await xlsx((sheet) => {
        sheet.addRow(HEADER);
        sheet.addRow([1, 'Rà soát TTHC', 'Văn phòng', '', '', 'Tháng 5/2024']);
      }),
    );
    const name = 'xl/worksheets/sheet1.xml';
    const rule =
      '<dataValidations count="1"><dataValidation type="list" sqref="C1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>';
    const sheet = strFromU8(parts[name]!).replace('</sheetData>', `</sheetData>${rule}`);
    const { reading } = await read(zip({ ...parts, [name]: sheet }), 'a.xlsx');
    expect(reading.sections).toMatchObject([{ tasks: [{ title: 'Rà soát TTHC' }] }]);
  });

  it('docx: a layout table is text, a table split by a page goes on, tracked deletions are not read', async () => {
    const head = HEADER.map((text) => cell(text)).join('');
    const row = (...texts: string[]): string => texts.map((text) => cell(text)).join('');
    const deleted =
      '<w:p><w:del><w:r><w:delText>Cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>Văn phòng</w:t></w:r></w:ins></w:p>';
    const content = docx(
      table(
        cell('UBND XÃ TÂN LẬP') + cell('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
        cell('Số: 12/KH-UBND') + cell('Tân Lập, ngày 05 tháng 01 năm 2024'),
      ) +
        table(
          head,
          cell('I. Công tác rà soát', '<w:gridSpan w:val="6"/>'),
          `${row('1', 'Rà soát')}<w:tc>${deleted}</w:tc>${row('', '', 'Tháng 5')}`,
        ) +
        paragraph('') +
        table(row('2', 'Kiểm tra', 'Phòng Nội vụ', '', '', 'Tháng 6'), row('', '', '', 'Công an', '', '')),
    );
    const { reading, findings } = await read(content, 'a.docx');
    expect(reading).toMatchObject({ number: '12/KH-UBND', issued: '2024-01-05', issuer: { name: 'UBND xã Tân Lập' } });
    expect(reading.sections).toMatchObject([
      {
        name: 'Công tác rà soát',
        tasks: [
          { title: 'Rà soát', leads: ['Văn phòng'] },
          { title: 'Kiểm tra', coordinators: ['Công an'] },
        ],
      },
    ]);
    expect(findings.map((one) => one.code)).toEqual(['row-continued']);
  });

  it('keeps doubtful rows as findings with their row: lost and repeated numbers, sections out of order, footers', async () => {
    const rows = [
      'TT,Nội dung,Chủ trì,Thời gian',
      'II,Rà soát,,',
      '1,Việc một,VP,Quý I',
      'l,Việc hai,VP,Quý I',
      '1,Việc ba,VP,Quý I',
      ',Ghi chú chung,,',
    ];
    const { findings, reading } = await read(Buffer.from(rows.join('\n')), 'a.csv');
    expect(findings.map((one) => [one.code, one.at.row])).toEqual([
      ['section-out-of-order', 2],
      ['task-number-unreadable', 4],
      ['task-number-repeated', 5],
      ['row-not-read', 6],
    ]);
    expect(reading.sections[0]?.tasks).toHaveLength(3);
  });
});
