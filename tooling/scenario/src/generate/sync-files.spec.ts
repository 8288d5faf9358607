import { plainDate } from '@thongsuot/contracts';
import { withFaultyRows } from './faulty-rows';
import type { Story } from './story';
import { csvOf, syncFilesOf } from './sync-files';

const day = (number: number): ReturnType<typeof plainDate> => plainDate(`2024-01-${String(number).padStart(2, '0')}`);
const story = (code: string, ...changes: [number, Record<string, string>][]): Story => ({
  code,
  changes: changes.map(([on, set], index) => ({ on: day(on), set: index === 0 ? { dossier_code: code, ...set } : set })),
});

describe('sync files', () => {
  it('hold what is new or changed since the push before, in its latest state', () => {
    const stories = [
      story(
        'A',
        [2, { received_at: '2024-01-02', state: 'in-progress' }],
        [3, { due_at: '2024-01-09' }],
        [8, { resolved_at: '2024-01-08', state: '' }],
      ),
      story('B', [9, { received_at: '2024-01-09' }]),
    ];
    const files = syncFilesOf(stories, [day(4), day(6), day(9)]);
    expect(files.map(({ rows }) => rows)).toEqual([
      [{ dossier_code: 'A', received_at: '2024-01-02', state: 'in-progress', due_at: '2024-01-09' }],
      [],
      [
        { dossier_code: 'A', received_at: '2024-01-02', due_at: '2024-01-09', resolved_at: '2024-01-08', state: '' },
        { dossier_code: 'B', received_at: '2024-01-09' },
      ],
    ]);
  });

  it('quote what would break a cell', () => {
    const text = csvOf({ day: day(4), rows: [{ dossier_code: 'A', field: 'Hộ tịch; "mới"' }] });
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain('"Hộ tịch; ""mới"""');
  });

  it('carry one impossible row that the next file puts right, and one of an unknown area', () => {
    const right = {
      dossier_code: '000.01.21.H50-240103-0001',
      area: '19360',
      received_at: '2024-01-03',
      resolved_at: '2024-01-04',
    };
    const files = [1, 2, 3, 4].map((number) => ({ day: day(number), rows: number === 3 ? [right] : [] }));
    const spoilt = withFaultyRows(files);
    expect(spoilt[2]?.rows.map(({ resolved_at, area }) => [resolved_at, area])).toEqual([
      ['2024-01-01', '19360'],
      ['2024-01-04', '99999'],
    ]);
    expect(spoilt[2]?.rows[1]?.dossier_code).toBe('000.01.21.H50-240103-9999');
    expect(spoilt[3]?.rows).toEqual([right]);
  });
});
