import { writeDocx } from '@thongsuot/documents';
import type { PlanView } from '@thongsuot/contracts';
import { sampleView } from '../../../test/sample-views';
import { columnHeadings } from '../../adapters/files/column-headings';
import { readPlanFile } from '../../adapters/files/read-plan-file';
import { readDocument } from '../import/read-document';
import { areaInSentence, headOf, placeOf } from './issuer-head';
import { planDocument, signatureOf, subjectOf, targetWords, taskTable } from './plan-document';

describe('the head', () => {
  it.each([
    ['Huyện Kon Rẫy', 'huyện Kon Rẫy', 'Kon Rẫy'],
    ['Phường 2', 'Phường 2', 'Phường 2'],
    ['Thị xã Quảng Trị', 'thị xã Quảng Trị', 'Quảng Trị'],
    ['Thị trấn Đăk Rve', 'thị trấn Đăk Rve', 'Đăk Rve'],
    ['Thành phố Huế', 'thành phố Huế', 'Huế'],
    ['Đặc khu Lý Sơn', 'đặc khu Lý Sơn', 'Lý Sơn'],
  ])('%s in a sentence, and as a place', (name, inSentence, place) => {
    expect([areaInSentence(name), placeOf(name)]).toEqual([inSentence, place]);
  });

  it('an agency stands below its committee and has its own symbol', () => {
    const given = { number: null, type: 'KH', date: null, year: 2024 };
    expect(headOf({ areaName: 'Huyện Kon Rẫy', agencyName: 'Phòng Nội vụ' }, given)).toMatchObject({
      superior: ['Ủy ban nhân dân huyện Kon Rẫy'],
      issuer: ['Phòng Nội vụ'],
      symbol: 'KH',
    });
    expect(headOf({ areaName: 'Huyện Kon Rẫy', agencyName: null }, given)).toMatchObject({ superior: null, symbol: 'KH-UBND' });
  });
});

describe('a plan as a document', () => {
  it('has its number, day, subject, signature and recipients', async () => {
    const document = planDocument(await sampleView('phuong-2-2024'));
    expect(document).toMatchObject({
      head: { issuer: ['Ủy ban nhân dân', 'Phường 2'], number: '105/KH-UBND', date: '2024-01-30', place: 'Phường 2' },
      type: 'KH',
      subject: 'Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông năm 2024',
      draft: false,
      signatures: [{ form: 'TM', body: 'ỦY BAN NHÂN DÂN', office: 'CHỦ TỊCH', name: null }],
      appendices: [{ reference: '(Kèm theo Kế hoạch số 105/KH-UBND ngày 30/01/2024 của UBND Phường 2)' }],
    });
    const headings = document.parts.flatMap((part) => (part.kind === 'heading' ? [part.text] : []));
    expect(headings).toEqual(['I. Mục đích, yêu cầu', 'II. Chỉ tiêu', 'III. Nội dung, nhiệm vụ', 'IV. Tổ chức thực hiện']);
    expect(document.parts).toContainEqual({
      kind: 'paragraph',
      text:
        'Thực hiện Kế hoạch số 177/KH-UBND ngày 30/01/2024 của UBND thị xã Quảng Trị, UBND Phường 2 ban hành Kế hoạch kiểm soát ' +
        'thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông năm 2024 với các nội dung sau:',
    });
    expect(document.parts).toContainEqual({ kind: 'item', mark: '-', text: 'Tỷ lệ hồ sơ nộp trực tuyến: đạt từ 50% trở lên.' });
  });

  it('a draft without number and day says so, and a withheld task is named below the table', async () => {
    const document = planDocument(await sampleView('kon-ray-2022', { state: 'draft' }));
    expect([document.draft, document.head.number, document.head.date]).toEqual([true, null, null]);
    expect(document.appendices[0]?.parts.at(-1)).toMatchObject({
      text: 'Ghi chú: nhiệm vụ II.2, II.3, VII.2 tạm giữ, chờ đính chính.',
    });
  });

  it.each(['kon-ray-2022', 'phuong-2-2024'] as const)(
    '%s comes back from its own .docx with every task as it was',
    async (name) => {
      const plan = await sampleView(name);
      const file = await readPlanFile(await writeDocx(planDocument(plan)), 'export.docx');
      if (file.kind !== 'document') throw new Error('a document was expected');
      const { reading } = readDocument(file.document, columnHeadings());
      expect(reading).toMatchObject({ number: plan.number, issued: plan.issued, title: plan.title, year: plan.year });
      expect(reading).toMatchObject({
        follows: { number: plan.follows?.number, issued: plan.follows?.issued },
        signer: plan.signer,
      });
      expect(reading).toMatchObject({ duties: plan.duties, recipients: plan.recipients, targets: plan.targets });
      const shape = (sections: readonly { number: string; name: string; tasks: readonly object[] }[]): unknown =>
        sections.map((section) => ({
          ...{ number: section.number, name: section.name },
          tasks: (section.tasks as PlanView['sections'][number]['tasks']).map(({ number, title, leads, coordinators, time }) => ({
            ...{ number, title, leads, coordinators, time },
          })),
        }));
      expect(shape(reading.sections)).toEqual(shape(plan.sections));
    },
  );

  it('leaves out what a plan has none of: products, targets, omitted tasks', async () => {
    const plan = await sampleView('phuong-2-2024', { targets: [], prose: [] });
    expect(taskTable(plan).columns.map((column) => column.heading)).not.toContain('Kết quả, sản phẩm');
    expect(taskTable(await sampleView('kon-ray-2022')).columns.map((column) => column.heading)).toContain('Kết quả, sản phẩm');
    const [first, ...rest] = plan.sections;
    const omitted = first && { ...first, tasks: first.tasks.map((task) => ({ ...task, state: 'omitted' as const })) };
    const rows = taskTable({ sections: omitted ? [omitted, ...rest] : [] }).rows;
    expect(rows[0]).toMatchObject({ kind: 'section', number: 'II' });
    const headings = planDocument(plan).parts.flatMap((part) => (part.kind === 'heading' ? [part.text] : []));
    expect(headings).toEqual(['I. Nội dung, nhiệm vụ', 'II. Tổ chức thực hiện']);
  });
});

it('a plan without title or signature has the usual ones', () => {
  expect(subjectOf({ title: null, year: 2024 })).toBe('Kiểm soát thủ tục hành chính năm 2024');
  expect(signatureOf({ signer: null, agency: null })).toMatchObject({ form: 'TM', office: 'Chủ tịch' });
  expect(signatureOf({ signer: 'KT. TRƯỞNG PHÒNG / PHÓ TRƯỞNG PHÒNG', agency: null })).toMatchObject({ form: 'KT', body: null });
});

it.each([
  [{ key: 'a', label: 'Tỷ lệ số hóa', op: '>=', percent: 100 }, 'Tỷ lệ số hóa: đạt 100%'],
  [{ key: 'a', label: 'Tỷ lệ', op: '>=', percent: 92.5 }, 'Tỷ lệ: đạt từ 92,5% trở lên'],
  [{ key: 'a', label: 'Số hồ sơ trễ hẹn', op: '=', count: 0 }, 'Số hồ sơ trễ hẹn: bằng 0'],
  [{ key: 'a', label: 'Tỷ lệ', op: '<', percent: 5 }, 'Tỷ lệ: dưới 5%'],
  [{ key: 'a', label: 'Liên thông', op: 'text', text: 'đạt kế hoạch cao nhất' }, 'Liên thông: đạt kế hoạch cao nhất'],
])('a target in words: %j', (target, words) => {
  expect(targetWords(target)).toBe(words);
});
