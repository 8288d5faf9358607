import { plainDate } from '@thongsuot/contracts';
import { calendarFeed } from './calendar-feed';

const day = {
  ...{ taskId: '018d0172-03f2-7046-8082-00000098969e', occurrence: '2022-Q1', ref: 'VI.1', title: 'Báo cáo kiểm soát TTHC; quý' },
  ...{ area: 'Huyện Kon Rẫy', dueOn: plainDate('2022-02-28'), done: false, overdue: true, changedOn: plainDate('2022-02-01') },
};

it('writes whole days under stable ids, Vietnamese kept and escaped', () => {
  const feed = calendarFeed('Huyện Kon Rẫy', [day]).replaceAll(/\r\n[ \t]/gu, '');
  const lines = feed.split('\r\n');
  expect(lines).toEqual(
    expect.arrayContaining([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      `UID:${day.taskId}-2022-Q1@thongsuot.vn`,
      'DTSTART;VALUE=DATE:20220228',
      'DTEND;VALUE=DATE:20220301',
      'DTSTAMP:20220201T000000Z',
      'SUMMARY:QUÁ HẠN: VI.1 Báo cáo kiểm soát TTHC\\; quý',
    ]),
  );
  expect(calendarFeed('Huyện Kon Rẫy', [day])).toBe(calendarFeed('Huyện Kon Rẫy', [day]));
});

it('a done task is marked, an area without tasks has an empty calendar', () => {
  expect(calendarFeed('Xã', [{ ...day, done: true }])).toContain('SUMMARY:✓ VI.1');
  expect(calendarFeed('Xã', [])).not.toContain('VEVENT');
});
