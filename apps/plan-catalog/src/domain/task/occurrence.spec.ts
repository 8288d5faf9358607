import { parseDeadlines, vietnamCalendar } from '@thongsuot/calendar';
import type { Deadline } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';
import { dueOnOf, plannedOccurrences, triggeredOccurrence } from './occurrence';
import type { Occurrence } from './occurrence';
import { occurrenceOn } from './state-on';
import { addEvidence, complete, decidePostponement, postpone, schedule, tick, wasLate } from './transitions';
import type { Act, PostponeOrder } from './transitions';

const deadlines = (raw: string, planYear = 2022): Deadline[] => parseDeadlines(raw, { planYear }).deadlines;
const planned = (raw: string): Occurrence[] => plannedOccurrences('t', deadlines(raw));
const act = (on: string): Act => ({ by: 'officer-1', at: `${on}T02:00:00Z`, on: plainDate(on) });
const put = (to: string, reason: string): PostponeOrder => ({ to: plainDate(to), reason, asLeader: false });
const proof = { kind: 'document', reference: '12/BC-UBND', by: 'officer-1', at: '2022-03-14T02:00:00Z' } as const;
const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof RuleBroken ? error.code : 'not a broken rule';
  }
};
const REPORT =
  'Quý I năm 2022 (gửi Phòng Nội vụ trước ngày 15/3/2022; Hệ thống báo cáo trước ngày 16/3/2022)\nNăm 2022 (Hệ thống báo cáo trước ngày 16/12/2022)';

describe('occurrences that a plan brings', () => {
  it.each([
    ['Trước ngày 10/02/2022', [['once', null, '2022-02-09']]],
    ['Trong tháng 5/2022', [['once', '2022-05-01', '2022-05-31']]],
    ['Quý III năm 2022', [['once', '2022-07-01', '2022-09-30']]],
    ['Thường xuyên trong năm 2022', [['continuous', '2022-01-01', null]]],
    ['Theo kế hoạch', [['per-plan', null, null]]],
    ['Khi có văn bản của UBND tỉnh', []],
    [
      REPORT,
      [
        ['2022-Q1', '2022-01-01', '2022-03-14'],
        ['2022-Y', '2022-01-01', '2022-12-15'],
      ],
    ],
    [
      'Quý I, Quý IV năm 2022 hoặc đột xuất',
      [
        ['2022-Q1', '2022-01-01', '2022-03-31'],
        ['2022-Q4', '2022-10-01', '2022-12-31'],
      ],
    ],
  ])('%s', (raw, expected) => {
    expect(planned(raw).map((one) => [one.key, one.startsOn, dueOnOf(one)])).toEqual(expected);
  });
});

describe('time', () => {
  const types = (occurrences: Occurrence[], asOf: string): string[] =>
    tick(occurrences, plainDate(asOf)).flatMap((one) => one.changes.map((change) => change.type));

  it('"trước ngày 10/02" is kept all through 09/02 and missed on 10/02', () => {
    const [open] = tick(planned('Trước ngày 10/02/2022'), plainDate('2022-02-09')).map((one) => one.occurrence);
    expect(open?.state).toBe('open');
    expect(types([open!], '2022-02-09')).toEqual([]);
    expect(types([open!], '2022-02-10')).toEqual(['task.overdue']);
  });

  it('a month opens with its first day, and a standstill of weeks is caught up in order', () => {
    const month = planned('Trong tháng 5/2022');
    expect(types(month, '2022-04-30')).toEqual([]);
    expect(types(month, '2022-05-01')).toEqual(['task.due']);
    expect(types(month, '2022-06-20')).toEqual(['task.due', 'task.overdue']);
  });

  it('asking twice changes nothing', () => {
    const after = tick(planned(REPORT), plainDate('2022-03-20')).map((one) => one.occurrence);
    expect(types(after, '2022-03-20')).toEqual([]);
  });

  it('continuous work and work by another plan are never overdue by themselves', () => {
    expect(types(planned('Thường xuyên trong năm 2022'), '2023-05-01')).toEqual(['task.due']);
    expect(types(planned('Theo kế hoạch'), '2023-05-01')).toEqual([]);
  });
});

describe('steps of a report, each with its own day', () => {
  const quarter = (): Occurrence => tick(planned(REPORT), plainDate('2022-03-01'))[0]!.occurrence;

  it('the first step done, the second one’s day counts; both done, the occurrence is completed', () => {
    const first = complete(quarter(), act('2022-03-14'), { needsEvidence: true });
    expect(first.changes.map((one) => one.type)).toEqual(['task.due']);
    expect(dueOnOf(first.occurrence)).toBe('2022-03-15');
    const second = complete(addEvidence(first.occurrence, proof), act('2022-03-15'), { needsEvidence: true });
    expect(second.changes.map((one) => one.type)).toEqual(['task.completed']);
    expect(second.occurrence).toMatchObject({ state: 'completed', completedOn: '2022-03-15' });
    expect(wasLate(second.occurrence)).toBe(false);
  });

  it('a late first step leaves the second open, and the lateness on record', () => {
    const overdue = tick([quarter()], plainDate('2022-03-15'))[0]!.occurrence;
    expect(overdue.state).toBe('overdue');
    const { occurrence } = complete(overdue, act('2022-03-15'), { needsEvidence: false });
    expect(occurrence.state).toBe('open');
    expect(wasLate(occurrence)).toBe(true);
  });

  it('a product of the plan asks for evidence, a closed occurrence takes no more', () => {
    const once = planned('Trong tháng 5/2022')[0]!;
    expect(codeOf(() => complete(once, act('2022-05-05'), { needsEvidence: true }))).toBe('evidence-missing');
    const done = complete(addEvidence(once, proof), act('2022-05-05'), { needsEvidence: true }).occurrence;
    expect(codeOf(() => complete(done, act('2022-05-06'), { needsEvidence: false }))).toBe('occurrence-closed');
    expect(codeOf(() => complete(once, act('2022-05-05'), { needsEvidence: false, step: 3 }))).toBe('step-unknown');
  });
});

describe('postponing', () => {
  const overdue = (): Occurrence => tick(planned('Trong tháng 5/2022'), plainDate('2022-06-02'))[0]!.occurrence;

  it('opens an overdue occurrence again and keeps the old day, who and why', () => {
    const { occurrence, changes } = postpone(overdue(), put('2022-06-15', 'Chờ hướng dẫn'), act('2022-06-02'));
    expect(changes.map((one) => one.type)).toEqual(['task.due']);
    expect(occurrence).toMatchObject({
      state: 'open',
      postponements: [{ from: '2022-05-31', to: '2022-06-15', reason: 'Chờ hướng dẫn', by: 'officer-1' }],
    });
    expect(tick([occurrence], plainDate('2022-06-16'))[0]?.occurrence.state).toBe('overdue');
  });

  it.each([
    ['2022-05-20', 'Lý do', 'postponed-to-earlier'],
    ['2022-06-01', 'Lý do', 'postponed-to-earlier'],
    ['2022-06-15', '  ', 'reason-missing'],
  ])('to %s because "%s" is refused: %s', (to, reason, code) => {
    expect(codeOf(() => postpone(overdue(), put(to, reason), act('2022-06-02')))).toBe(code);
  });
});

describe('a postponement that a leader decides on', () => {
  const open = (): Occurrence => tick(planned('Trong tháng 5/2022'), plainDate('2022-05-20'))[0]!.occurrence;
  const asked = (): Occurrence => postpone(open(), put('2022-06-15', 'Chờ hướng dẫn'), act('2022-05-30')).occurrence;

  it("an officer's counts until it is refused; then the old day does, and it may be overdue", () => {
    expect(asked().postponements).toMatchObject([{ approval: { state: 'asked', by: null } }]);
    expect(dueOnOf(asked())).toBe('2022-06-15');
    const { occurrence, changes } = decidePostponement(asked(), { approve: false, note: 'Làm ngay' }, act('2022-06-03'));
    expect([dueOnOf(occurrence), occurrence.state, changes[0]?.type]).toEqual(['2022-05-31', 'overdue', 'task.overdue']);
    expect(occurrence.postponements).toMatchObject([{ approval: { state: 'refused', by: 'officer-1', note: 'Làm ngay' } }]);
    expect(decidePostponement(asked(), { approve: false }, act('2022-05-31')).occurrence.state).toBe('open');
  });

  it('approved, the new day stays; a leader needs nobody; a decision is taken once', () => {
    const { occurrence, changes } = decidePostponement(asked(), { approve: true }, act('2022-06-01'));
    expect([dueOnOf(occurrence), changes]).toEqual(['2022-06-15', []]);
    const led = postpone(
      open(),
      { ...put('2022-06-15', 'Chờ'), asLeader: true, document: '45/UBND-VP' },
      act('2022-05-30'),
    ).occurrence;
    expect(led.postponements).toMatchObject([{ document: '45/UBND-VP', approval: { state: 'approved' } }]);
    for (const decided of [occurrence, led, open()]) {
      expect(codeOf(() => decidePostponement(decided, { approve: true }, act('2022-06-02')))).toBe('nothing-to-approve');
    }
  });

  it('a day in between sees the days that counted then', () => {
    const refused = decidePostponement(asked(), { approve: false }, act('2022-06-03')).occurrence;
    const seen = (on: string): unknown => dueOnOf(occurrenceOn(refused, plainDate(on)));
    expect(['2022-05-29', '2022-05-30', '2022-06-02', '2022-06-03'].map(seen)).toEqual([
      ...['2022-05-31', '2022-06-15', '2022-06-15', '2022-05-31'],
    ]);
    expect(occurrenceOn(refused, plainDate('2022-06-02')).state).toBe('open');
    const corrected = { ...asked(), steps: [{ ...asked().steps[0]!, dueOn: plainDate('2022-07-01') }] };
    expect(dueOnOf(occurrenceOn(corrected, plainDate('2022-05-25')))).toBe('2022-07-01');
  });
});

describe('work that waits', () => {
  const calendar = vietnamCalendar();
  const event = deadlines('Trong 5 ngày làm việc kể từ khi có văn bản của UBND tỉnh');

  it('another plan gives its day once', () => {
    const { occurrence } = schedule(planned('Theo kế hoạch')[0]!, plainDate('2022-07-31'), act('2022-06-01'));
    expect([occurrence.state, dueOnOf(occurrence)]).toEqual(['open', '2022-07-31']);
    expect(codeOf(() => schedule(occurrence, plainDate('2022-08-31'), act('2022-06-02')))).toBe('already-scheduled');
  });

  it('each trigger opens one occurrence, the same trigger no second', () => {
    const first = triggeredOccurrence('t', event, [], { id: 'd1', on: plainDate('2022-06-01') }, calendar)!;
    expect(dueOnOf(first)).toBe('2022-06-08');
    expect(triggeredOccurrence('t', event, [first], { id: 'd1', on: plainDate('2022-06-01') }, calendar)).toBeUndefined();
    expect(triggeredOccurrence('t', event, [first], { id: 'd2', on: plainDate('2022-06-09') }, calendar)?.key).toBe('d2');
  });

  it('the day that the document sets wins; no day at all leaves it open without end', () => {
    const open = deadlines('Sau khi có văn bản của UBND tỉnh');
    const named = triggeredOccurrence(
      't',
      open,
      [],
      { id: 'd1', on: plainDate('2022-06-01'), byDate: plainDate('2022-06-30') },
      calendar,
    )!;
    expect(dueOnOf(named)).toBe('2022-06-30');
    const endless = triggeredOccurrence('t', open, [], { id: 'd2', on: plainDate('2022-06-01') }, calendar)!;
    expect(tick([endless], plainDate('2023-01-01'))[0]?.occurrence.state).toBe('open');
  });

  it('a task with a day of its own waits for no event', () => {
    const fixed = deadlines('Trong tháng 5/2022');
    expect(codeOf(() => triggeredOccurrence('t', fixed, [], { id: 'd1', on: plainDate('2022-06-01') }, calendar))).toBe(
      'task-not-triggerable',
    );
  });
});
