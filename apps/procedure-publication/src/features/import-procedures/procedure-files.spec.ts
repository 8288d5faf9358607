import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { plainDate, type ImportFinding, type ProcedureRow } from '@thongsuot/contracts';
import { FileProblem } from '@thongsuot/table-files';
import { LAW } from '../../config/law-data';
import { readProcedures } from '../../domain/catalogue/read-procedures';
import { ROWS_MAX, readProcedureFile } from './read-procedure-file';

const HEADING = [
  'STT',
  'Mã TTHC',
  'Tên thủ tục hành chính',
  'Lĩnh vực',
  'Cấp thực hiện',
  'Thời hạn giải quyết',
  'Phí, lệ phí',
  'Căn cứ pháp lý',
];
const LINE = ['1', '1.001193', 'Đăng ký khai sinh', 'Hộ tịch', 'Cấp xã', 'Ngay trong ngày', 'Không', 'Luật Hộ tịch 60/2014/QH13'];
const csv = (...rows: (readonly string[])[]): Buffer => Buffer.from(rows.map((row) => row.join(';')).join('\n'));

async function xlsx(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Danh mục'), book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function read(
  content: Buffer,
  name: string,
): Promise<{ procedures: ProcedureRow[]; findings: ImportFinding[]; columns: { heading: string; field: string | null }[] }> {
  const reading = await readProcedureFile(content, name, LAW.columns);
  const { taken, findings } = readProcedures(reading.rows, LAW.parts, plainDate('2024-01-15'));
  return { procedures: [...taken.values()], findings: [...reading.findings, ...findings], columns: reading.columns };
}

async function problemOf(content: Buffer, name: string): Promise<FileProblem> {
  const error: unknown = await readProcedureFile(content, name, LAW.columns).catch((caught: unknown) => caught);
  if (!(error instanceof FileProblem)) throw new Error(`a FileProblem was expected, not ${String(error)}`);
  return error;
}

describe('a list that cannot be read is refused in two languages', () => {
  const types = (main: string): string => `<Types><Override PartName="/x.xml" ContentType="application/${main}"/></Types>`;
  const zip = (files: Record<string, string | Uint8Array>): Buffer =>
    Buffer.from(
      zipSync(
        Object.fromEntries(Object.entries(files).map(([key, data]) => [key, typeof data === 'string' ? strToU8(data) : data])),
      ),
    );
  const SHEET = 'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

  it.each([
    ['empty', Buffer.alloc(0), 'a.xlsx', 'file-unreadable'],
    ['only spaces', Buffer.from('  \n \n'), 'a.csv', 'file-unreadable'],
    ['heading alone', csv(HEADING), 'a.csv', 'file-unreadable'],
    ['no heading', csv(LINE), 'a.csv', 'file-unreadable'],
    ['a heading without codes', csv(['Tên thủ tục', 'Lĩnh vực'], ['Khai sinh', 'Hộ tịch']), 'a.csv', 'file-unreadable'],
    ['windows-1258', Buffer.from([0x4d, 0xe3, 0x3b, 0x54, 0xea, 0x6e, 0x0a, 0x31]), 'a.csv', 'file-unreadable'],
    ['an open quote', Buffer.from('Mã;Tên\n1.001193;"Khai sinh'), 'a.csv', 'file-unreadable'],
    ['text named .xlsx', csv(HEADING, LINE), 'a.xlsx', 'file-unreadable'],
    [
      'a .docx',
      zip({ '[Content_Types].xml': types('vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml') }),
      'a.docx',
      'unsupported-media-type',
    ],
    ['a .pdf', Buffer.from('%PDF-1.7'), 'a.pdf', 'unsupported-media-type'],
    ['an old .xls', Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.alloc(600)]), 'a.xls', 'unsupported-media-type'],
    [
      'macros',
      zip({ '[Content_Types].xml': types('vnd.ms-excel.sheet.macroEnabled.main+xml') }),
      'a.xlsm',
      'unsupported-media-type',
    ],
    [
      'a bomb',
      zip({ '[Content_Types].xml': types(SHEET), 'xl/a.xml': new Uint8Array(9_000_000) }),
      'a.xlsx',
      'payload-too-large',
    ],
    [
      'an archive cut short',
      zip({ '[Content_Types].xml': types(SHEET), 'b.xml': 'x'.repeat(9000) }).subarray(0, 90),
      'a.xlsx',
      'file-unreadable',
    ],
    ['a workbook without parts', zip({ '[Content_Types].xml': types(SHEET) }), 'a.xlsx', 'file-unreadable'],
    ['json cut short', Buffer.from('{"procedures": ['), 'a.json', 'file-unreadable'],
    ['json of another shape', Buffer.from('{"plans": []}'), 'a.json', 'file-unreadable'],
    ['json null', Buffer.from('null'), 'a.json', 'file-unreadable'],
    ['an empty list', Buffer.from('{"procedures": []}'), 'a.json', 'file-unreadable'],
    ['too many rows', csv(HEADING, ...Array.from({ length: ROWS_MAX + 1 }, () => LINE)), 'a.csv', 'payload-too-large'],
    ['a picture named .csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 'a.csv', 'unsupported-media-type'],
  ])('%s', async (_what, content, name, code) => {
    const problem = await problemOf(content, name);
    expect(problem.code).toBe(code);
    expect([problem.vi, problem.en]).not.toContain('');
  });

  it('merged ranges of a whole sheet', async () => {
    const parts = unzipSync(
      await xlsx((sheet) => {
        sheet.mergeCells('A1:B2');
      }),
    );
    const name = 'xl/worksheets/sheet1.xml';
    const sheet = strFromU8(parts[name] ?? new Uint8Array()).replace('<mergeCell ref="A1:B2"', '<mergeCell ref="A1:XFD1048576"');
    expect((await problemOf(zip({ ...parts, [name]: sheet }), 'a.xlsx')).code).toBe('payload-too-large');
  });
});

describe('a list is read whatever its makers call its columns', () => {
  const expected = {
    code: '1.001193',
    name: 'Đăng ký khai sinh',
    field: 'Hộ tịch',
    levels: ['commune'],
    parts: { timeLimit: 'Ngay trong ngày', fee: false, legalBasis: 'Luật Hộ tịch 60/2014/QH13' },
  };

  it.each([
    ['semicolons', csv(HEADING, LINE)],
    ['BOM', Buffer.concat([Buffer.from('\uFEFF'), csv(HEADING, LINE)])],
    ['UTF-16', Buffer.from(`\uFEFF${[HEADING, LINE].map((row) => row.join('\t')).join('\r\n')}`, 'utf16le')],
    [
      'other names and order, title rows, column numbers, no accents',
      csv(
        ['DANH MỤC THỦ TỤC HÀNH CHÍNH'],
        ['(Kèm theo Quyết định số 88/QĐ-UBND)'],
        ['MA SO TTHC', 'Can cu', 'Thu tuc hanh chinh', 'THOI GIAN GIAI QUYET', 'Le phi', 'Ten linh vuc', 'Tham quyen giai quyet'],
        ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)'],
        ['1.001193', 'Luật Hộ tịch 60/2014/QH13', 'Đăng ký khai sinh', 'Ngay trong ngày', 'Không thu', 'Hộ tịch', 'UBND cấp xã'],
      ),
    ],
    [
      'levels and fields as section rows',
      csv(
        ['STT', 'Mã', 'Tên thủ tục', 'Thời hạn', 'Phí', 'Căn cứ'],
        ['A', 'THỦ TỤC HÀNH CHÍNH CẤP XÃ', '', '', '', ''],
        ['I', 'Lĩnh vực Hộ tịch', '', '', '', ''],
        ['1', '1.001193', 'Đăng ký khai sinh', 'Ngay trong ngày', 'Không có', 'Luật Hộ tịch 60/2014/QH13'],
      ),
    ],
  ])('%s', async (_what, content) => {
    const { procedures, findings } = await read(content, 'danh-muc.csv');
    expect(procedures).toEqual([expected]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('xlsx: cells merged downwards hold for each row, hidden sheets and empty rows are left out', async () => {
    const content = await xlsx((sheet, book) => {
      sheet.addRow(HEADING);
      sheet.addRow(LINE);
      sheet.addRow([]);
      sheet.addRow(['2', '1.005461', 'Đăng ký lại khai sinh', '', 'Cấp tỉnh, cấp xã', '05 ngày', '8.000 đồng', 'x']);
      sheet.mergeCells('D2:D4');
      book.addWorksheet('Nháp', { state: 'hidden' }).addRow(HEADING);
    });
    const { procedures } = await read(content, 'a.xlsx');
    expect(procedures).toMatchObject([
      expected,
      { field: 'Hộ tịch', levels: ['province', 'commune'], parts: { fee: '8.000 đồng' } },
    ]);
  });

  it('names the row and the heading of what is wrong, and of every part that is missing', async () => {
    const rows = [
      HEADING,
      ['1', '9.1', ...LINE.slice(2)],
      ['2', '1.001193', '', ...LINE.slice(3)],
      ['3', '1.001194', 'Khai tử', 'Hộ tịch', 'cấp thôn', '', '', ''],
      ['4', ...LINE.slice(1, 7), ''],
    ];
    const { procedures, findings } = await read(csv(...rows), 'a.csv');
    expect(procedures).toHaveLength(1);
    const places = findings.map(({ row, column, severity }) => [row, column, severity]);
    expect(places).toEqual([
      [2, 'Mã TTHC', 'error'],
      [3, 'Tên thủ tục hành chính', 'error'],
      [4, 'Cấp thực hiện', 'error'],
      [5, 'parts', 'warning'],
    ]);
    expect(findings.at(-1)?.message).toContain('Điều 15');
  });

  it('tells of formulas, of their errors, and of columns it does not know', async () => {
    const content = await xlsx((sheet) => {
      sheet.addRow([...HEADING, 'Mã vạch']);
      const row = sheet.addRow(LINE);
      row.getCell(3).value = { formula: 'A1&"x"', result: 'Đăng ký khai sinh' };
      row.getCell(6).value = { error: '#REF!' };
      row.getCell(8).value = '=HYPERLINK("http://x")';
    });
    const { findings, columns } = await read(content, 'a.xlsx');
    expect(findings.map(({ column, code }) => [column, code])).toEqual(
      expect.arrayContaining([
        ['Mã vạch', 'column-unknown'],
        ['Tên thủ tục hành chính', 'formula-result'],
        ['Thời hạn giải quyết', 'formula-error'],
        ['Căn cứ pháp lý', 'formula-text'],
      ]),
    );
    expect(columns).toContainEqual({ heading: 'Mã vạch', field: null });
    expect(columns).toContainEqual({ heading: 'Mã TTHC', field: 'code' });
  });

  it('json: a list, or an object that holds it', async () => {
    const rows = [expected];
    expect((await read(Buffer.from(JSON.stringify(rows)), 'a.json')).procedures).toEqual(rows);
    expect((await read(Buffer.from(`\uFEFF${JSON.stringify({ procedures: rows })}`), 'a.json')).procedures).toEqual(rows);
  });
});
