import { columnHeadings } from '../../adapters/files/column-headings';
import { readPastedText } from './pasted-text';
import { readDocument } from './read-document';
import type { DocumentReading } from './read-document';

const read = (text: string): DocumentReading => readDocument(readPastedText(text), columnHeadings());
const EXPECTED = [
  {
    number: 'I',
    name: 'Công tác rà soát',
    tasks: [
      { number: 1, title: 'Rà soát TTHC', leads: ['Văn phòng', 'Tư pháp'], coordinators: ['Công an'], time: 'Tháng 5/2025' },
      { number: 2, title: 'Tổng hợp kết quả', leads: ['Văn phòng'], coordinators: [], time: 'Quý IV' },
    ],
  },
];

it.each([
  [
    'tabs from Excel: cells of several lines are quoted',
    'TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\nI\tCông tác rà soát\t\t\t\n1\tRà soát TTHC\t"Văn phòng\nTư pháp"\tCông an\tTháng 5/2025\n2\tTổng hợp kết quả\tVăn phòng\t\tQuý IV',
  ],
  [
    'tabs from Word: a cell goes on in the next line',
    'TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\nI\tCông tác rà soát\n1\tRà soát TTHC\tVăn phòng\nTư pháp\tCông an\tTháng 5/2025\n2\tTổng hợp kết quả\tVăn phòng\t\tQuý IV',
  ],
  [
    'Markdown',
    '| TT | Nội dung | Chủ trì | Phối hợp | Thời gian |\n|---|:---|---|---|---:|\n| I | Công tác rà soát | | | |\n| 1 | Rà soát TTHC | Văn phòng; Tư pháp | Công an | Tháng 5/2025 |\n| 2 | Tổng hợp kết quả | Văn phòng | | Quý IV |',
  ],
  [
    'a drawn table: lines between two rules are one row',
    [
      '+----+------------------+-----------+----------+--------------+',
      '| TT | Nội dung         | Chủ trì   | Phối hợp | Thời gian    |',
      '+====+==================+===========+==========+==============+',
      '| I  | Công tác rà soát |           |          |              |',
      '+----+------------------+-----------+----------+--------------+',
      '| 1  | Rà soát TTHC     | Văn phòng | Công an  | Tháng 5/2025 |',
      '|    |                  | Tư pháp   |          |              |',
      '+----+------------------+-----------+----------+--------------+',
      '| 2  | Tổng hợp kết quả | Văn phòng |          | Quý IV       |',
      '+----+------------------+-----------+----------+--------------+',
    ].join('\n'),
  ],
  [
    'blanks: columns stand under their headings, long cells go on below',
    [
      'TT   Nội dung            Chủ trì               Phối hợp    Thời gian',
      'I    Công tác rà soát',
      '1    Rà soát             Văn phòng; Tư pháp    Công an     Tháng',
      '     TTHC                                                  5/2025',
      '2    Tổng hợp kết quả    Văn phòng                         Quý IV',
    ].join('\n'),
  ],
])('%s', (_what, text) => {
  expect(read(text).reading.sections).toMatchObject(EXPECTED);
});

it('lines around the table are the plan’s text, and tasks know the line they stand in', () => {
  const { reading, rowOf } = read(
    'UBND PHƯỜNG 2\nSố: 105/KH-UBND\nPhường 2, ngày 30 tháng 01 năm 2024\n\nTT\tNội dung\tChủ trì\tThời gian\n1\tRà soát\tVăn phòng\tQuý I\n\nNơi nhận:\n- Lưu: VT',
  );
  expect(reading).toMatchObject({ number: '105/KH-UBND', issued: '2024-01-30', recipients: ['Lưu: VT'] });
  expect(rowOf.get('I.1')).toBe(6);
});

it.each([
  ['nothing', ''],
  ['prose', 'Kính gửi: UBND các xã.\nĐề nghị báo cáo trước ngày 15/3.'],
  ['one row without a heading', '1\tRà soát\tVăn phòng\n2\tTổng hợp\tVăn phòng'],
])('%s is no plan, and says so', (_what, text) => {
  const { reading, findings } = read(text);
  expect(reading.sections).toEqual([]);
  expect(findings.map((one) => one.code)).toContain('plan-table-missing');
});
