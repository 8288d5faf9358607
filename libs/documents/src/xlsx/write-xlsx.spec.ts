import ExcelJS from 'exceljs';
import { PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import type { DocumentTable } from '../administrative-document';
import { SAMPLE_TABLE } from '../sample-document';
import { safeSheetName } from './sheet-name';
import { writeXlsx, type TableWorkbook } from './write-xlsx';

const book = (table: DocumentTable, over: Partial<TableWorkbook> = {}): TableWorkbook => ({
  title: 'Kế hoạch',
  author: 'UBND Phường 2',
  date: PlainDate.parse('2024-01-30'),
  sheets: [{ name: 'Kế hoạch', heading: ['KẾ HOẠCH', 'Tính đến 05/02/2024'], table, notes: ['Ghi chú'] }],
  ...over,
});
async function sheetOf(workbook: TableWorkbook): Promise<ExcelJS.Worksheet> {
  const file = new ExcelJS.Workbook();
  await file.xlsx.load((await writeXlsx(workbook)) as unknown as ArrayBuffer);
  return file.worksheets[0]!;
}

describe('a table as .xlsx', () => {
  let sheet: ExcelJS.Worksheet;
  beforeAll(async () => {
    sheet = await sheetOf(book(SAMPLE_TABLE));
  });

  it('has its title, a merged heading, its rows and its notes', () => {
    expect([sheet.getCell('A1').value, sheet.getCell('A2').value]).toEqual(['KẾ HOẠCH', 'Tính đến 05/02/2024']);
    expect([sheet.getCell('C3').value, sheet.getCell('C4').value, sheet.getCell('D4').value]).toEqual([
      'Phân công thực hiện',
      'Bộ phận chủ trì',
      'Bộ phận phối hợp',
    ]);
    expect([sheet.getCell('D3').master.address, sheet.getCell('A4').master.address]).toEqual(['C3', 'A3']);
    expect([sheet.getCell('A5').value, sheet.getCell('B5').value]).toEqual(['I', 'Công tác chỉ đạo, điều hành']);
    expect(sheet.getCell(`A${sheet.rowCount}`).value).toBe('Ghi chú');
  });

  it('keeps days and numbers as such, shown dd/mm/yyyy and with separators', () => {
    const [number, day] = [sheet.getCell('E6'), sheet.getCell('F6')];
    expect([number.value, number.numFmt]).toEqual([1_234_567, '#,##0']);
    expect([day.value, day.numFmt]).toEqual([new Date('2024-01-05T00:00:00Z'), 'dd/mm/yyyy']);
  });

  it('never makes a formula of a text', () => {
    const row = sheet.getRow(31);
    expect([2, 3, 4, 6].map((column) => [row.getCell(column).type, row.getCell(column).value])).toEqual([
      [ExcelJS.ValueType.String, '=1+1'],
      [ExcelJS.ValueType.String, '+84 901 234 567'],
      [ExcelJS.ValueType.String, '@SUM(A1)'],
      [ExcelJS.ValueType.String, '-2'],
    ]);
  });

  it('freezes its heading, prints across A4 and repeats the heading', () => {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 4 });
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1 });
    expect(sheet.pageSetup.printTitlesRow).toBe('3:4');
  });

  it('gives each column its width and each row the height of its longest text', () => {
    expect(sheet.getColumn(2).width).toBeGreaterThan(4 * (sheet.getColumn(1).width ?? 0));
    expect(sheet.getRow(6).height).toBeGreaterThan(2 * sheet.getRow(31).height);
    expect(sheet.getCell('C6').alignment).toMatchObject({ wrapText: true, vertical: 'top' });
    expect(sheet.getCell('A3').font).toMatchObject({ bold: true, name: 'Times New Roman' });
  });
});

it('any text comes back as the same text', async () => {
  const anyText = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
  // Many texts a workbook: writing and reading one back is what takes time.
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 30, maxLength: 30 }), async (texts) => {
      const table: DocumentTable = {
        columns: [
          { heading: 'a', width: 1 },
          { heading: 'b', width: 1 },
        ],
        rows: texts.map((text) => ({ kind: 'cells', cells: [text, `=${text}`] })),
      };
      const sheet = await sheetOf(book(table, { sheets: [{ name: texts[0] ?? '', heading: [], table, notes: [] }] }));
      for (const index of texts.keys()) {
        const row = index + 2;
        expect([sheet.getCell(`A${row}`).formula, sheet.getCell(`B${row}`).formula]).toEqual([undefined, undefined]);
        expect(sheet.getCell(`B${row}`).text).toMatch(/^=/u);
      }
    }),
    { numRuns: 3 },
  );
});

it('a sheet’s name keeps to what Excel takes', () => {
  expect(safeSheetName('Kế hoạch 12/KH-UBND: [bản 1]', [])).toBe('Kế hoạch 12 KH-UBND bản 1');
  expect(safeSheetName('', [])).toBe('Bảng');
  expect(safeSheetName('x'.repeat(40), ['X'.repeat(31)])).toBe(`${'x'.repeat(27)} (2)`);
});
