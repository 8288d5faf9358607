import { plainDate, type AreaLevel, type PlainDate, type PostingChannel } from '@thongsuot/contracts';
import fc from 'fast-check';
import { unitCoverage } from '../coverage';
import type { DutyRule, Posting } from '../duties';
import { CellNumbers, coverageOfMarks, withInherited } from './board';
import { dayNumber, decodeMarks, encodeMarks, marksOf } from './marks';

const CHANNELS: PostingChannel[] = ['desk', 'screen', 'website', 'national-db'];
const CODES = ['1.000001', '1.000002', '2.000003', '3.999999.000.00.00.H50'];
const day = (number: number): PlainDate => plainDate(`2024-01-${String(number).padStart(2, '0')}`);
const anyDay = fc.integer({ min: 1, max: 28 });

const anyRule = fc.record({
  code: fc.constantFrom(...CODES),
  version: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom('required' as const, 'required' as const, 'ended' as const),
  level: fc.constantFrom<AreaLevel>('commune', 'district'),
  channels: fc.subarray(CHANNELS),
  due: fc.option(anyDay),
});
const anyPosting = fc.record({
  code: fc.constantFrom(...CODES),
  channel: fc.constantFrom(...CHANNELS),
  history: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), anyDay, fc.option(anyDay)), { minLength: 1, maxLength: 3 }),
});

function ruleOf({
  code,
  version,
  kind,
  level,
  channels,
  due,
}: typeof anyRule extends fc.Arbitrary<infer R> ? R : never): DutyRule {
  const dueOn = Object.fromEntries(channels.map((channel) => [channel, due === null ? null : day(due)]));
  const base = { province: '45.open', procedureCode: code, version, kind, levels: [level], channels, dueOn };
  return { ...base, effectiveOn: day(1), decisionId: 'd', order: '1' };
}
function postingOf({ code, channel, history }: typeof anyPosting extends fc.Arbitrary<infer P> ? P : never): Posting {
  return {
    areaVersion: '19360.open',
    procedureCode: code,
    channel,
    version: 1,
    state: 'posted',
    postedOn: null,
    withdrawnOn: null,
    decisionId: 'd',
    history: history.map(([version, from, to]) => ({ version, postedOn: day(from), withdrawnOn: to === null ? null : day(to) })),
  };
}

describe('coverage from packed marks', () => {
  it('is what counting the postings one by one gives, on any day, for any rules', () => {
    fc.assert(
      fc.property(fc.array(anyRule), fc.array(anyPosting), anyDay, (someRules, somePostings, on) => {
        const rules = new Map(someRules.map((rule) => [rule.code, ruleOf(rule)]));
        const postings = new Map(somePostings.map((each) => [`${each.code}:${each.channel}`, postingOf(each)]));
        const expected = unitCoverage('commune', rules, (code, channel) => postings.get(`${code}:${channel}`), day(on));
        const numbers = new CellNumbers();
        const packed = numbers.pack(decodeMarks(encodeMarks(marksOf([...postings.values()]))));
        const found = coverageOfMarks(packed, numbers.required(rules.values(), 'commune', day(on)));
        const { byChannel, ...sums } = found;
        const { byChannel: expectedBy, ...expectedSums } = expected;
        expect(sums).toEqual(expectedSums);
        expect(Object.fromEntries(byChannel)).toEqual(Object.fromEntries(expectedBy));
      }),
      { numRuns: 500 },
    );
  });

  it('marks survive being written and read', () => {
    const marks = marksOf([
      postingOf({
        code: CODES[3] ?? '',
        channel: 'national-db',
        history: [
          [2, 3, null],
          [1, 1, 3],
        ],
      }),
    ]);
    expect(decodeMarks(encodeMarks(marks))).toEqual(marks);
    expect(decodeMarks(encodeMarks([]))).toEqual([]);
    expect(dayNumber('2000-01-02')).toBe(1);
  });

  it('a cell of its own hides what an area before it posted there; the others are inherited', () => {
    const numbers = new CellNumbers();
    const pack = (code: string, version: number): Uint32Array =>
      numbers.pack([{ code, channel: 'desk', version, from: 1, to: 0 }]);
    const merged = withInherited(pack('1.000001', 1), [pack('1.000001', 3), pack('1.000002', 2)]);
    expect([...merged]).toEqual([...pack('1.000001', 1), ...pack('1.000002', 2)]);
    expect(withInherited(undefined, [])).toHaveLength(0);
  });
});
