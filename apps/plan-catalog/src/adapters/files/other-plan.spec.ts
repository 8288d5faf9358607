import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadlineWords } from '../../domain/import/deadline-words';
import { importPlanFile } from '../../domain/import/import-plan';
import type { ImportedPlan, ImportedTask } from '../../domain/import/imported-plan';
import { columnHeadings } from './column-headings';
import { readUploaded } from './read-uploaded';

const FORMATS = ['docx', 'xlsx', 'csv', 'txt'] as const;
const bytes = (format: (typeof FORMATS)[number]): Buffer =>
  readFileSync(join(__dirname, `../../../test/fixtures/dak-ruong-2025.${format}`));
const read = async (format: (typeof FORMATS)[number]): Promise<ImportedPlan> => {
  const fileName = format === 'txt' ? null : `ke-hoach.${format}`;
  return importPlanFile(await readUploaded({ content: bytes(format), fileName }), columnHeadings(), { year: 2025 });
};
const tasksOf = ({ plan }: ImportedPlan): ImportedTask[] => plan.sections.flatMap((section) => section.tasks);

describe.each(FORMATS)('the plan of a mountain commune as .%s: other columns, other order, other numbers', (format) => {
  let imported: ImportedPlan;
  beforeAll(async () => {
    imported = await read(format);
  });

  it('has its head, its targets and its sections by letters, roman and arabic numbers', () => {
    expect(imported.plan).toMatchObject({
      ...{ number: '08/KH-UBND', issued: '2025-01-15', year: 2025, issuer: { name: 'UBND xã Đăk Ruồng' } },
      targets: [{ key: 'digitised_share', op: '>=', percent: 80 }, { key: 'overdue_dossiers' }, { key: 'posted_share' }],
    });
    expect(imported.plan.sections.map(({ number, name, tasks }) => [number, name, tasks.length])).toEqual([
      ['A-I', 'Chỉ đạo, điều hành', 2],
      ['A-II', 'Công khai thủ tục hành chính', 3],
      ['B-1', 'Truyền thông', 3],
      ['B-2', 'Kiểm tra, báo cáo', 5],
    ]);
  });

  it('understands every deadline that can be understood, and withholds the two tasks whose time cannot', () => {
    expect(
      Object.fromEntries(tasksOf(imported).map((task) => [task.ref, task.deadlines.map(deadlineWords).join(' + ')])),
    ).toEqual({
      'A-I.1': 'Hạn cuối 30/01/2025',
      'A-I.2': expect.stringMatching(/^Tháng 01\/2025 \(hạn cuối 19\/01\/2025\), Tháng 02\/2025.*, Tháng 12\/2025/u) as string,
      'A-II.1': 'Thường xuyên, 01/01/2025 – 31/12/2025',
      'A-II.2': 'Hạn cuối 15/03/2025 + Hạn cuối 15/09/2025',
      'A-II.3': 'Khi có quyết định công bố của Chủ tịch UBND tỉnh, trong 3 ngày làm việc',
      'B-1.1': 'Quý II/2025',
      'B-1.2': 'Thường xuyên, 01/03/2025 – 31/10/2025',
      'B-1.3': '',
      'B-2.1': 'Hạn cuối 15/06/2025',
      'B-2.2': '6 tháng đầu năm 2025, Năm 2025',
      'B-2.3': 'Khi có yêu cầu',
      'B-2.4': '',
      'B-2.5': 'Quý I/2025 (hạn cuối 09/03/2025), Quý III/2025 (hạn cuối 09/09/2025)',
    });
    const blocking = imported.findings.filter((one) => one.severity === 'blocking');
    expect(blocking.map((one) => [one.code, one.at.ref, one.at.field])).toEqual([
      ['unreadable-time', 'B-1.3', 'time'],
      ['impossible-date', 'B-2.4', 'time'],
    ]);
  });

  it('splits lists of people, and a cell merged over two tasks holds for both', () => {
    const people = tasksOf(imported).map(({ ref, leads, coordinators }) => [ref, leads, coordinators]);
    expect(people).toEqual(
      expect.arrayContaining([
        ['A-I.2', ['Công chức Văn phòng - Thống kê'], ['Công chức Tư pháp - Hộ tịch', 'Công chức Địa chính']],
        ['A-II.1', ['Bộ phận Một cửa', 'Trưởng các thôn'], ['Công chức Văn phòng - Thống kê']],
        ['B-1.2', ['Đoàn Thanh niên xã'], ['Đoàn Thanh niên xã']],
      ]),
    );
  });

  it('keeps each task’s cells as written beside what they are, those of unknown columns too', () => {
    const task = tasksOf(imported).find((one) => one.ref === 'A-II.3');
    expect(task?.raw).toHaveLength(1);
    expect(task?.raw[0]?.cells.map(({ heading, field, text }) => [heading, field, text])).toEqual([
      ['Số TT', 'number', '3'],
      ['Mốc thời gian', 'time', 'Khi có quyết định công bố của Chủ tịch UBND tỉnh, trong 3 ngày làm việc'],
      ['Tên công việc', 'title', 'Cập nhật TTHC mới ban hành, sửa đổi, bãi bỏ'],
      ['Phân công / Người phụ trách', 'leads', 'Bộ phận Một cửa'],
      [expect.stringMatching(/Đơn vị cùng thực hiện$/u), 'coordinators', 'Công chức Văn phòng - Thống kê'],
      ['Sản phẩm dự kiến', 'products', ''],
      ['Ghi chú', null, 'Kể cả ngày mưa lũ'],
    ]);
  });
});

it('is the same plan in all four formats', async () => {
  const shape = async (format: (typeof FORMATS)[number]): Promise<unknown> =>
    tasksOf(await read(format)).map(({ ref, title, leads, coordinators, products }) => [
      ref,
      title,
      leads,
      coordinators,
      products,
    ]);
  const first = await shape('docx');
  for (const format of FORMATS.slice(1)) expect(await shape(format)).toEqual(first);
});
