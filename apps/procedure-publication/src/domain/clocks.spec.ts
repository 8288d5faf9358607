import { readFileSync } from 'node:fs';
import { vietnamCalendar } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { ClockData, clocksOf, localClockOf, postingDueOn, requiredChannels } from './clocks';

const data = ClockData.parse(JSON.parse(readFileSync(dataFile('procedures/clocks.json'), 'utf8')));
const calendar = vietnamCalendar();
const signedOn = plainDate('2024-02-05');

describe('clocks of a decision', () => {
  const clocks = clocksOf({ signedOn, effectiveOn: signedOn, textEffectiveOn: plainDate('2024-02-08') }, data, calendar);

  it('counts back in days from the legal text (Điều 15), forward in working days over Tết (Điều 24)', () => {
    expect(clocks.find(({ key }) => key === 'announce')?.dueOn).toBe('2024-02-03');
    // 6 and 7 February, then Tết to the 14th: 15, 16, 19.
    expect(clocks.find(({ key }) => key === 'national-db')?.dueOn).toBe('2024-02-19');
  });

  it('says that the days of posting are not confirmed, unless the decision sets them', () => {
    expect(clocks.find(({ key }) => key === 'posting')?.confirmed).toBe(false);
    const own = clocksOf({ signedOn, effectiveOn: signedOn, postingDays: 2 }, data, calendar);
    expect(own.find(({ key }) => key === 'posting')).toMatchObject({ dueOn: '2024-02-07', confirmed: true });
    expect(own.some(({ key }) => key === 'announce')).toBe(false);
  });

  it('gives the national database its own day, and none before the decision is in force', () => {
    const effectiveOn = plainDate('2024-03-01');
    const later = clocksOf({ signedOn, effectiveOn, postingDays: 3 }, data, calendar);
    expect(postingDueOn('national-db', later, effectiveOn)).toBe('2024-03-01');
    expect(postingDueOn('desk', later, effectiveOn)).toBe('2024-03-06');
    expect(requiredChannels(data, signedOn)).toContain('desk');
    expect(requiredChannels(data, plainDate('2009-01-01'))).toEqual([]);
  });

  const text = plainDate('2024-06-01');
  const day = plainDate('2024-05-06');
  it.each([
    ['ministry', false, '2024-05-12', '2024-05-20'],
    ['province', false, '2024-05-27', '2024-05-13'],
    ['ministry', true, '2024-06-04', '2024-05-08'],
    ['province', true, '2024-06-04', '2024-05-08'],
  ] as const)('%s, shortened %s: announce by %s, national database by %s', (issuer, shortened, announce, database) => {
    const found = clocksOf({ signedOn: day, effectiveOn: day, textEffectiveOn: text, shortened }, data, calendar, issuer);
    expect(found.find(({ key }) => key === 'announce')).toMatchObject({ dueOn: announce, confirmed: true });
    expect(found.find(({ key }) => key === 'national-db')).toMatchObject({ dueOn: database, confirmed: true });
    for (const { legalBasis } of found) expect(legalBasis).toMatch(/Điều/u);
  });

  it('a ministry starts the province’s clock: from the text where its day is known, else unconfirmed from the signing', () => {
    expect(localClockOf({ signedOn: day, effectiveOn: day, textEffectiveOn: text }, data, calendar)).toMatchObject({
      dueOn: '2024-05-27',
      confirmed: true,
    });
    expect(localClockOf({ signedOn: day, effectiveOn: day }, data, calendar)).toMatchObject({
      dueOn: '2024-05-13',
      confirmed: false,
    });
  });
});
