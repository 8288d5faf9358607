import type { InspectionView } from '@thongsuot/contracts';
import { day } from '../../../test/sample-views';
import { checklistOn } from '../../adapters/files/checklist';
import { minutesDocument } from './minutes-document';

const finding = (number: number, text: string, remedied: boolean): InspectionView['heads'][number]['findings'][number] => ({
  ...{ number, text, remedied, state: 'open', planId: null, taskId: null, dueOn: null, looks: [] },
});
const INSPECTION = {
  ...{ id: '018d0000-0000-7000-8000-000000000001', rev: 1, state: 'recorded', kind: 'periodic', reason: null, missingHeads: [] },
  ...{ inspector: '614/phong-noi-vu', inspected: '23479', recordedBy: 'officer-614' },
  ...{ from: day('2022-05-04'), to: day('2022-05-05'), remediesDueOn: day('2022-06-15') },
  ...{ inspectorName: 'Huyện Kon Rẫy / phong-noi-vu', inspectedName: 'Thị trấn Đăk Rve' },
  heads: [
    {
      head: 'publication',
      checked: [],
      findings: [finding(1, 'Niêm yết thiếu 03 TTHC', true), finding(2, 'Màn hình hỏng', false)],
    },
    { head: 'handling', checked: [], findings: [] },
  ],
} as unknown as InspectionView;
const CHECKLIST = checklistOn(day('2022-05-04'))!.heads;
const UNITS = {
  inspector: { areaName: 'Huyện Kon Rẫy', agencyName: 'Phòng Nội vụ' },
  inspected: { areaName: 'Thị trấn Đăk Rve', agencyName: null },
};

describe('minutes of an inspection', () => {
  const document = minutesDocument(INSPECTION, UNITS, CHECKLIST);
  const table = document.parts.find((part) => part.kind === 'table');

  it('are headed by the inspector, at the place and on the last day of the inspection, without a number', () => {
    expect(document).toMatchObject({
      type: 'BB',
      subject: 'Kiểm tra định kỳ công tác kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa, một cửa liên thông',
      head: {
        superior: ['Ủy ban nhân dân huyện Kon Rẫy'],
        issuer: ['Phòng Nội vụ'],
        number: null,
        symbol: null,
        place: 'Đăk Rve',
      },
    });
    expect(document.parts[0]).toMatchObject({
      text: expect.stringMatching(
        /^Hôm nay, ngày 05 tháng 5 năm 2022, tại UBND thị trấn Đăk Rve, Phòng Nội vụ tiến hành kiểm tra định kỳ/u,
      ) as string,
    });
  });

  it('list all seven heads: found, nothing found, not looked at', () => {
    if (table?.kind !== 'table') throw new Error('a table was expected');
    const rows = table.table.rows.map((row) => (row.kind === 'cells' ? row.cells.slice(1) : []));
    expect(rows).toHaveLength(7);
    expect(rows[1]).toEqual([
      CHECKLIST[1]!.name.vi,
      { lines: ['1) Niêm yết thiếu 03 TTHC', '2) Màn hình hỏng'] },
      { lines: ['1) Đã khắc phục', '2) Chưa khắc phục'] },
    ]);
    expect(rows[2]?.[1]).toBe('Không phát hiện tồn tại, hạn chế');
    expect(rows[0]?.[1]).toBe('Không kiểm tra');
  });

  it('conclude with counts and the day by which the rest is to be remedied', () => {
    const texts = document.parts.map((part) => ('text' in part ? part.text : ''));
    expect(texts).toEqual(
      expect.arrayContaining([
        'Phát hiện 02 tồn tại, hạn chế; đã khắc phục 01, còn phải khắc phục 01.',
        'Thời hạn khắc phục: chậm nhất ngày 15/06/2022.',
        'Từ ngày 04/05/2022 đến ngày 05/05/2022.',
      ]),
    );
    expect(document.signatures.map((one) => one.form === 'party' && one.role)).toEqual([
      'Đơn vị được kiểm tra',
      'Thư ký',
      'Trưởng đoàn',
    ]);
  });
});

it('a self-inspection has no team from outside; nothing found is said', () => {
  const heads = [{ head: 'one-stop' as const, checked: [], findings: [] }];
  const own = { areaName: 'Phường 2', agencyName: null };
  const document = minutesDocument({ ...INSPECTION, kind: 'self', heads }, { inspector: own, inspected: own }, CHECKLIST);
  const texts = document.parts.map((part) => ('text' in part ? part.text : ''));
  expect(texts[0]).toContain('tại UBND Phường 2, UBND Phường 2 tiến hành tự kiểm tra');
  expect(texts).toContain('Không phát hiện tồn tại, hạn chế.');
  expect(document.signatures.at(-1)).toMatchObject({ role: 'Người chủ trì' });
});

it('a planned inspection gives a form to fill in', () => {
  const heads = CHECKLIST.map(({ head }) => ({ head, checked: [], findings: [] }));
  const document = minutesDocument({ ...INSPECTION, state: 'planned', heads }, UNITS, CHECKLIST);
  const table = document.parts.find((part) => part.kind === 'table');
  expect(table?.kind === 'table' && table.table.rows.map((row) => row.kind === 'cells' && row.cells[2])).toEqual(
    Array(7).fill(''),
  );
  expect(document.parts.map((part) => ('text' in part ? part.text : ''))).not.toContain('Không phát hiện tồn tại, hạn chế.');
});

it('a checklist that was ticked off is attached: kept, not kept, not applicable, with its notes', () => {
  const [first] = CHECKLIST;
  const [one, two] = first!.items;
  const heads = [
    {
      head: first!.head,
      findings: [],
      checked: [
        { key: one!.key, fulfilled: true },
        { key: two!.key, fulfilled: false, note: 'Thiếu văn bản' },
        { key: 'cũ', fulfilled: null },
      ],
    },
  ];
  const [appendix] = minutesDocument({ ...INSPECTION, heads }, UNITS, CHECKLIST).appendices;
  const [part] = appendix!.parts;
  expect(part?.kind === 'table' && part.table.rows).toEqual([
    { kind: 'section', number: '', text: first!.name.vi },
    { kind: 'cells', cells: ['1', one!.vi, 'Đạt', ''] },
    { kind: 'cells', cells: ['2', two!.vi, 'Chưa đạt', 'Thiếu văn bản'] },
    { kind: 'cells', cells: ['3', 'cũ', 'Không áp dụng', ''] },
  ]);
});
