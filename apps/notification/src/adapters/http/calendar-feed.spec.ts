import { plainDate, type PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { calendarFeed, type DueDay } from './calendar-feed';

const day: DueDay = {
  ...{ taskId: '018d0172-03f2-7046-8082-00000098969e', occurrence: '2022-Q1', ref: 'VI.1', title: 'Báo cáo kiểm soát TTHC; quý' },
  ...{ area: 'Huyện Kon Rẫy', dueOn: plainDate('2022-02-28'), done: false, overdue: false, changedOn: plainDate('2022-02-01') },
};
const alarmsOf = (dueOn: PlainDate): Date[] => [new Date(`${dueOn}T01:00:00Z`)];

/** Read by another hand. */
const parsed = (feed: string): InstanceType<typeof ICAL.Component> => new ICAL.Component(ICAL.parse(feed) as never);

it('writes whole days under stable ids, Vietnamese kept and escaped', () => {
  const feed = calendarFeed('Huyện Kon Rẫy', [{ ...day, overdue: true }]).replaceAll(/\r\n[ \t]/gu, '');
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

it('rings at the moments given while there is something to do', () => {
  const [event] = parsed(calendarFeed('Xã', [day], alarmsOf)).getAllSubcomponents('vevent');
  const [alarm] = event?.getAllSubcomponents('valarm') ?? [];
  expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
  expect(String(alarm?.getFirstPropertyValue('trigger'))).toBe('2022-02-28T01:00:00Z');
  for (const quiet of [{ done: true }, { overdue: true }]) {
    expect(calendarFeed('Xã', [{ ...day, ...quiet }], alarmsOf)).not.toContain('VALARM');
  }
});

it('whatever a task is called, another reader finds the same words, and no line is longer than 75 bytes', () => {
  const title = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 }).map((text) => text.replaceAll(/\p{C}/gu, ' '));
  const vietnamese = fc
    .array(fc.constantFrom('Rà soát', 'đánh giá,', 'thủ tục;', 'một \\ cửa', '“liên thông”', 'TTHC:', '🏛️'), { maxLength: 40 })
    .map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.oneof(title, vietnamese), (text) => {
      const feed = calendarFeed('Phường 2', [{ ...day, title: text }], alarmsOf);
      for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const [event] = parsed(feed).getAllSubcomponents('vevent');
      expect(event?.getFirstPropertyValue('summary')).toBe(`VI.1 ${text}`);
      expect(String(event?.getFirstPropertyValue('dtstart'))).toBe('2022-02-28');
    }),
  );
});
