import { plainDate, type DecisionClock } from '@thongsuot/contracts';
import fc from 'fast-check';
import { notAnnounced, type AnnouncedItems } from './not-announced';
import { timelinessOf, type DatedDecision } from './timeliness';

const day = (number: number): ReturnType<typeof plainDate> => plainDate(`2024-03-${String(number).padStart(2, '0')}`);
const clock = (key: DecisionClock['key'], due: number): DecisionClock => ({
  key,
  dueOn: day(due),
  legalBasis: 'Điều 15',
  confirmed: true,
});
const MARCH = { from: day(1), to: day(31) };

describe('timeliness (QĐ 766 1.1, 1.2)', () => {
  const decision = (number: string, signed: number, due: number | null, codes: string[], entered?: number): DatedDecision => ({
    number,
    signedOn: day(signed),
    clocks: [...(due === null ? [] : [clock('announce', due)]), clock('national-db', signed + 5)],
    items: codes.map((procedureCode) => ({ procedureCode, enteredOn: entered === undefined ? null : day(entered) })),
  });

  it('a procedure in two decisions counts once, and one late makes it late', () => {
    const { announced } = timelinessOf([decision('1', 5, 10, ['a', 'b']), decision('2', 12, 10, ['b', 'c'])], MARCH, day(31));
    expect(announced).toMatchObject({ numerator: 1, denominator: 3, undetermined: 0 });
    expect(announced.late.map(({ procedureCode, decision: number }) => [procedureCode, number])).toEqual([
      ['b', '2'],
      ['c', '2'],
    ]);
  });

  it('the due day itself is on time, the next is late; without the day of the text nothing is judged', () => {
    expect(timelinessOf([decision('1', 10, 10, ['a'])], MARCH, day(31)).announced.numerator).toBe(1);
    expect(timelinessOf([decision('1', 11, 10, ['a'])], MARCH, day(31)).announced.numerator).toBe(0);
    expect(timelinessOf([decision('1', 11, null, ['a'])], MARCH, day(31)).announced).toMatchObject({
      denominator: 0,
      undetermined: 1,
    });
  });

  it('entering the national database: on its last day on time, not yet due undetermined, past it late', () => {
    const entered = (on: number, at?: number): object => timelinessOf([decision('1', 5, 9, ['a'], at)], MARCH, day(on)).entered;
    expect(entered(9)).toMatchObject({ denominator: 0, undetermined: 1 });
    expect(entered(9, 8)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(entered(31, 10)).toMatchObject({ numerator: 1, denominator: 1 });
    expect(entered(31, 11)).toMatchObject({ numerator: 0, denominator: 1, late: [{ doneOn: '2024-03-11' }] });
    expect(entered(31)).toMatchObject({ numerator: 0, denominator: 1, late: [{ doneOn: null }] });
  });

  it('decisions outside the window and after the day of the question count nowhere', () => {
    expect(timelinessOf([decision('1', 5, 9, ['a'])], { from: day(6), to: day(31) }, day(31)).announced.denominator).toBe(0);
    expect(timelinessOf([decision('1', 5, 9, ['a'])], MARCH, day(4)).announced.denominator).toBe(0);
  });

  it('numerator + late = denominator, and with the undetermined every procedure once', () => {
    const some = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 20 }),
        fc.option(fc.integer({ min: 1, max: 31 })),
        fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
        fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
      ),
    );
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 31 }), (rows, on) => {
        const decisions = rows.map(([signed, due, codes, entered], index) =>
          decision(String(index), signed, due, codes, entered),
        );
        const codes = new Set(
          decisions
            .filter(({ signedOn }) => signedOn <= day(on))
            .flatMap(({ items }) => items.map(({ procedureCode }) => procedureCode)),
        );
        for (const share of Object.values(timelinessOf(decisions, MARCH, day(on)))) {
          expect(share.numerator + share.late.length).toBe(share.denominator);
          expect(share.denominator + share.undetermined).toBe(codes.size);
        }
      }),
    );
  });
});

describe('what a province has not announced', () => {
  const decision = (id: string, signed: number, ...items: Partial<AnnouncedItems['items'][number]>[]): AnnouncedItems => ({
    _id: id,
    signedOn: day(signed),
    recordedOn: day(signed),
    items: items.map((item) => ({ procedureCode: 'a', kind: 'new', replacesCode: null, levels: ['commune'], ...item })),
  });
  const codes = (found: ReturnType<typeof notAnnounced>): string[] =>
    found.map(({ decision: { _id }, item }) => `${_id}/${item.procedureCode}`);

  it('is what the ministry decided and the province did not, that day or later', () => {
    const ministry = [decision('m1', 5, {}, { procedureCode: 'b' })];
    expect(codes(notAnnounced(ministry, [], day(5)))).toEqual(['m1/a', 'm1/b']);
    expect(codes(notAnnounced(ministry, [decision('p', 5, {})], day(9)))).toEqual(['m1/b']);
    expect(codes(notAnnounced(ministry, [decision('p', 4, {})], day(9)))).toEqual(['m1/a', 'm1/b']);
    expect(notAnnounced(ministry, [], day(4))).toEqual([]);
  });

  it('only the ministry’s last word counts', () => {
    const ministry = [decision('m2', 8, { kind: 'amended' }), decision('m1', 5, {})];
    expect(codes(notAnnounced(ministry, [decision('p', 6, {})], day(9)))).toEqual(['m2/a']);
    expect(notAnnounced(ministry, [decision('p', 8, { kind: 'amended' })], day(9))).toEqual([]);
  });

  it('abolished waits only where it was announced; a replacement answers for both; a ministry’s own is nobody else’s', () => {
    const abolished = [decision('m', 5, { kind: 'abolished' })];
    expect(notAnnounced(abolished, [], day(9))).toEqual([]);
    expect(codes(notAnnounced(abolished, [decision('p', 3, {})], day(9)))).toEqual(['m/a']);
    expect(
      notAnnounced(
        abolished,
        [decision('p', 3, {}), decision('q', 6, { procedureCode: 'z', kind: 'replaced', replacesCode: 'a' })],
        day(9),
      ),
    ).toEqual([]);
    expect(notAnnounced([decision('m', 5, { levels: ['country'] })], [], day(9))).toEqual([]);
  });
});
