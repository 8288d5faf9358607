import { plainDate } from '@thongsuot/contracts';
import { digestOf, type DigestLine } from './digest';

const line = (unit: string, kind: string, title: string, dueOn: string | null): DigestLine => ({
  ...{ unit, unitName: 'Phường 2', kind, severity: 'info', title: { vi: title, en: `en ${title}` }, on: plainDate('2024-03-01') },
  dueOn: dueOn === null ? null : plainDate(dueOn),
});

describe('a digest', () => {
  const lines = [
    line('19360', 'task.due', 'sau', '2024-03-20'),
    line('19360', 'report.approved', 'đã duyệt', null),
    line('19360', 'task.due', 'không hạn', null),
    line('19360', 'task.due', 'trước', '2024-03-10'),
    line('19360/van-phong', 'task.due', 'của văn phòng', '2024-03-05'),
  ];

  it('is one mail by unit, then kind, what is due first on top', () => {
    const { subject, text } = digestOf(lines, 'vi', plainDate('2024-03-02'));
    expect(subject).toBe('Thông Suốt: 5 tin, 02/03/2024');
    expect(text.split('\n').filter((row) => row.startsWith('-') || row.startsWith('Phường'))).toEqual([
      'Phường 2 (19360)',
      '- đã duyệt',
      '- trước',
      '- sau',
      '- không hạn',
      'Phường 2 (19360/van-phong)',
      '- của văn phòng',
    ]);
  });

  it('speaks the language of its reader, the same whatever order the lines came in', () => {
    const mail = digestOf(lines, 'en', plainDate('2024-03-02'));
    expect(mail.text).toContain('- en trước');
    expect(digestOf([...lines].reverse(), 'en', plainDate('2024-03-02'))).toEqual(mail);
  });

  it('names how many more there are where it grows too long', () => {
    const many = Array.from({ length: 230 }, (_, index) => line('19360', 'task.due', `việc ${index}`, null));
    const { text } = digestOf(many, 'vi', plainDate('2024-03-02'));
    expect(text.split('\n').filter((row) => row.startsWith('- '))).toHaveLength(200);
    expect(text).toContain('… và 30 tin khác trong hộp thư.');
  });
});
