import ExcelJS from 'exceljs';
import { day, lineOf, sampleView } from '../../../test/sample-views';
import { agencyNamed } from './agency-named';
import { exportPlan } from './export-plan';
import { contentDisposition } from './exported-file';

const standing = async () => {
  const plan = await sampleView('phuong-2-2024');
  return { plan, items: [lineOf(plan, 'I.1', { dueOn: day('2024-01-31') })], difficulties: [], on: day('2024-03-01') };
};

describe('an exported plan', () => {
  it.each([
    ['plan', 'docx', 'Kế-hoạch-105-KH-UBND-Phường-2-2024.docx', 'PK'],
    ['plan', 'pdf', 'Kế-hoạch-105-KH-UBND-Phường-2-2024.pdf', '%P'],
    ['state', 'xlsx', 'Tình-hình-Kế-hoạch-105-KH-UBND-Phường-2-2024-đến-2024-03-01.xlsx', 'PK'],
    ['state', 'docx', 'Tình-hình-Kế-hoạch-105-KH-UBND-Phường-2-2024-đến-2024-03-01.docx', 'PK'],
  ] as const)('%s as %s is called by its number, unit and year', async (content, format, name, magic) => {
    const file = await exportPlan(await standing(), content, format);
    expect([file.name, file.content.subarray(0, 2).toString()]).toEqual([name, magic]);
  });

  it('as .xlsx holds its tasks below a heading that names it', async () => {
    const { content } = await exportPlan(await standing(), 'plan', 'xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(content as unknown as ArrayBuffer);
    const sheet = book.getWorksheet('Kế hoạch')!;
    expect([sheet.getCell('A1').value, sheet.getCell('A2').value]).toEqual([
      'KẾ HOẠCH KIỂM SOÁT THỦ TỤC HÀNH CHÍNH VÀ THỰC HIỆN CƠ CHẾ MỘT CỬA, MỘT CỬA LIÊN THÔNG NĂM 2024',
      '(Kèm theo Kế hoạch số 105/KH-UBND ngày 30/01/2024 của UBND Phường 2)',
    ]);
    expect(sheet.rowCount).toBe(2 + 2 + 10 + 26);
  });

  it('has a name that old and new clients read', () => {
    const header = contentDisposition('Kế-hoạch-đến-2024.docx');
    expect(header).toBe(
      `attachment; filename="Ke-hoach-den-2024.docx"; filename*=UTF-8''${encodeURIComponent('Kế-hoạch-đến-2024.docx')}`,
    );
    expect(header).toMatch(/^[\x20-\x7e]+$/u);
  });
});

it('an agency is called as a plan of its area calls it', () => {
  const tasks = [{ leads: ['Phòng Nội vụ'], coordinators: [] }] as never;
  expect(agencyNamed('phong-noi-vu', [{ tasks }])).toBe('Phòng Nội vụ');
  expect(agencyNamed('cong-an', [{ tasks }])).toBe('cong an');
});
