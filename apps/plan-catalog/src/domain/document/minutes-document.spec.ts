import type { InspectionView } from '@thongsuot/contracts';
import { day } from '../../../test/sample-views';
import { minutesDocument } from './minutes-document';

const INSPECTION: InspectionView = {
  ...{ id: '018d0000-0000-7000-8000-000000000001', inspector: '614/phong-noi-vu', inspected: '23479', kind: 'periodic' },
  ...{ from: day('2022-05-04'), to: day('2022-05-05'), remediesDueOn: day('2022-06-15') },
  ...{ inspectorName: 'Huyện Kon Rẫy / phong-noi-vu', inspectedName: 'Thị trấn Đăk Rve', recordedBy: 'officer-614' },
  heads: [
    {
      head: 'publication',
      findings: [
        { text: 'Niêm yết thiếu 03 TTHC', remedied: true },
        { text: 'Màn hình hỏng', remedied: false },
      ],
    },
    { head: 'handling', findings: [] },
  ],
} as InspectionView;
const UNITS = {
  inspector: { areaName: 'Huyện Kon Rẫy', agencyName: 'Phòng Nội vụ' },
  inspected: { areaName: 'Thị trấn Đăk Rve', agencyName: null },
};

describe('minutes of an inspection', () => {
  const document = minutesDocument(INSPECTION, UNITS);
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
      'Công khai thủ tục hành chính',
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
  const heads = [{ head: 'one-stop' as const, findings: [] }];
  const own = { areaName: 'Phường 2', agencyName: null };
  const document = minutesDocument({ ...INSPECTION, kind: 'self', heads }, { inspector: own, inspected: own });
  const texts = document.parts.map((part) => ('text' in part ? part.text : ''));
  expect(texts[0]).toContain('tại UBND Phường 2, UBND Phường 2 tiến hành tự kiểm tra');
  expect(texts).toContain('Không phát hiện tồn tại, hạn chế.');
  expect(document.signatures.at(-1)).toMatchObject({ role: 'Người chủ trì' });
});
