import fc from 'fast-check';
import { RuleBroken } from '../rule-broken';
import { addCuts, cutPercent, performanceCost, yearlyCost, type CostTable } from './compliance-cost';

const table = (over: Partial<CostTable> = {}): CostTable => ({ steps: [], service: 0, fee: 0, other: 0, ...over });
const often = (timesPerYear: number, subjects: number) => ({
  timesPerYear,
  timesSource: 'sổ theo dõi hồ sơ',
  subjects,
  subjectsSource: 'thống kê năm trước',
});

describe('compliance cost by the standard cost model', () => {
  it('agrees with the worked check: 1.024.000 → 231.000 đồng for 3.228 subjects is 77,44 %', () => {
    const now = table({
      steps: [
        { name: 'Chuẩn bị hồ sơ', hours: 8, hourlyIncome: 50_500 },
        { name: 'Nộp hồ sơ', hours: 4, hourlyIncome: 50_000 },
        { name: 'Nhận kết quả', hours: 2.4, hourlyIncome: 50_000 },
      ],
      service: 150_000,
      fee: 100_000,
      other: 50_000,
    });
    const after = table({ steps: [{ name: 'Nộp trực tuyến', hours: 2.62, hourlyIncome: 50_000 }], fee: 100_000 });
    expect([performanceCost(now), performanceCost(after)]).toEqual([1_024_000, 231_000]);
    const year = { now: yearlyCost(now, often(1, 3228)), after: yearlyCost(after, often(1, 3228)) };
    expect(year).toEqual({ now: 3_305_472_000, after: 745_668_000 });
    expect(cutPercent(year)).toBe(77.44);
    expect(cutPercent({ now: 1_024_000, after: 231_000 })).toBe(77.44);
  });

  it('rounds the sum of the steps once, half a đồng up', () => {
    const third = { name: 'x', hours: 0.33, hourlyIncome: 50 };
    expect(performanceCost(table({ steps: [third] }))).toBe(17);
    // Each alone would be 17.
    expect(performanceCost(table({ steps: [third, third] }))).toBe(33);
    expect(performanceCost(table({ steps: [{ name: 'x', hours: 0.29, hourlyIncome: 100 }] }))).toBe(29);
  });

  it('knows a procedure that is performed once in two years', () => {
    expect(yearlyCost(table({ fee: 101 }), often(0.5, 1))).toBe(51);
  });

  it('tells nothing from no cost: a share of nothing does not exist', () => {
    expect(cutPercent({ now: 0, after: 0 })).toBeNull();
    expect(cutPercent({ now: 0, after: 5 })).toBeNull();
    expect(cutPercent({ now: 5, after: 0 })).toBe(100);
    expect(cutPercent({ now: 100, after: 150 })).toBe(-50);
  });

  it('refuses what whole đồng can no longer hold', () => {
    expect(() => yearlyCost(table({ fee: 1_000_000_000 }), often(1000, 100_000_000))).toThrow(RuleBroken);
  });

  it('makes the share of a roll-up from its sums, never from shares', () => {
    const [small, large] = [
      { now: 100, after: 0 },
      { now: 900, after: 900 },
    ];
    expect(cutPercent(addCuts([small, large]))).toBe(10);
    expect(((cutPercent(small) ?? 0) + (cutPercent(large) ?? 0)) / 2).toBe(50);
  });

  const money = fc.integer({ min: 0, max: 50_000_000 });
  const step = fc.record({
    name: fc.constant('x'),
    hours: fc.integer({ min: 0, max: 100_000 }).map((hundredths) => hundredths / 100),
    hourlyIncome: fc.integer({ min: 0, max: 1_000_000 }),
  });
  const tables = fc.record({ steps: fc.array(step, { maxLength: 10 }), service: money, fee: money, other: money });

  it('is a whole number of đồng, at most half a đồng off, and no lower for one step more', () => {
    fc.assert(
      fc.property(tables, step, (given, more) => {
        const cost = performanceCost(given);
        const exact = given.steps.reduce((sum, { hours, hourlyIncome }) => sum + Math.round(hours * 100) * hourlyIncome, 0) / 100;
        expect(Number.isInteger(cost)).toBe(true);
        expect(Math.abs(cost - (exact + given.service + given.fee + given.other))).toBeLessThanOrEqual(0.5);
        expect(performanceCost({ ...given, steps: [...given.steps, more] })).toBeGreaterThanOrEqual(cost);
      }),
    );
  });

  it('is the same a year for n subjects as n times one subject, and the order of a roll-up says nothing', () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 24 }), (given, subjects, times) => {
        expect(yearlyCost(given, often(times, subjects))).toBe(performanceCost(given) * times * subjects);
      }),
    );
    const cuts = fc.array(fc.record({ now: money, after: money }), { maxLength: 20 });
    fc.assert(
      fc.property(cuts, fc.integer({ min: 0, max: 20 }), (all, at) => {
        const parts = [addCuts(all.slice(0, at)), addCuts(all.slice(at))];
        expect(addCuts(parts)).toEqual(addCuts([...all].reverse()));
        const share = cutPercent(addCuts(all));
        if (share !== null) expect(share).toBeLessThanOrEqual(100);
      }),
    );
  });
});
