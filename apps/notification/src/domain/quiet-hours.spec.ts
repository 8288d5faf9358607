import { addDays, dateOf, instantOf, minuteOfDay } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { nextDigest, releasedAt } from './quiet-hours';

const night = { from: '20:00', to: '06:30', urgentPass: true };
const noon = { from: '11:30', to: '13:30', urgentPass: false };
const day = plainDate('2024-03-15');
const at = (minute: number): Date => instantOf(day, minute);
const time = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

describe('quiet hours, Asia/Ho_Chi_Minh', () => {
  it.each([
    ['19:59', night, day, '19:59'],
    ['20:00', night, addDays(day, 1), '06:30'],
    ['23:30', night, addDays(day, 1), '06:30'],
    ['00:10', night, day, '06:30'],
    ['06:29', night, day, '06:30'],
    ['06:30', night, day, '06:30'],
    ['11:29', noon, day, '11:29'],
    ['11:30', noon, day, '13:30'],
    ['13:30', noon, day, '13:30'],
  ])('%s goes out on its own or at the end', (ready, quiet, on, then) => {
    expect(releasedAt(at(time(ready)), quiet, false)).toEqual(instantOf(on, time(then)));
  });

  it('urgent messages pass where their reader lets them', () => {
    expect(releasedAt(at(60), night, true)).toEqual(at(60));
    expect(releasedAt(at(12 * 60), { ...noon, urgentPass: false }, true)).toEqual(at(time('13:30')));
    expect(releasedAt(at(60), null, false)).toEqual(at(60));
  });

  it('nothing is ever let go within them, nor held longer than a day', () => {
    const clock = fc.integer({ min: 0, max: 1439 });
    const text = (minute: number): string =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    fc.assert(
      fc.property(clock, clock, clock, (from, to, ready) => {
        const quiet = { from: text(from), to: text(to), urgentPass: false };
        const released = releasedAt(at(ready), quiet, false);
        expect(released.getTime() - at(ready).getTime()).toBeGreaterThanOrEqual(0);
        expect(released.getTime() - at(ready).getTime()).toBeLessThan(86_400_000);
        expect(releasedAt(released, quiet, false)).toEqual(released);
        if (from !== to && released.getTime() !== at(ready).getTime()) expect(minuteOfDay(released)).toBe(to);
      }),
    );
  });
});

describe('digests', () => {
  const daily = { digest: { every: 'day', weekday: 1, at: '07:30' }, quietHours: null } as const;

  it('a daily one comes at its hour, today or tomorrow', () => {
    expect(nextDigest(at(time('07:29')), daily)).toEqual(at(time('07:30')));
    expect(nextDigest(at(time('07:30')), daily)).toEqual(instantOf(addDays(day, 1), time('07:30')));
  });

  it('a weekly one comes on its weekday', () => {
    const next = nextDigest(at(0), { ...daily, digest: { ...daily.digest, every: 'week' } });
    expect([dateOf(next), minuteOfDay(next)]).toEqual(['2024-03-18', time('07:30')]);
  });

  it('one set within quiet hours waits for their end', () => {
    const next = nextDigest(at(0), { digest: { ...daily.digest, at: '05:00' }, quietHours: night });
    expect(next).toEqual(at(time('06:30')));
  });
});
