import { plainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';
import {
  assignRemedy,
  findingOf,
  headsOf,
  missingHeads,
  recordResults,
  remedyDone,
  verifyRemedy,
  type HeadReading,
  type Inspection,
} from './inspection';

const planned: Inspection = {
  ...{ state: 'planned', from: plainDate('2022-05-10'), to: plainDate('2022-05-12'), heads: [], remediesDueOn: null },
};
const publication: HeadReading = {
  head: 'publication',
  checked: [{ key: 'complete', fulfilled: false }],
  findings: [
    { text: 'Thiếu 12 thủ tục', remedied: false },
    { text: 'Bảng đặt khuất', remedied: true },
  ],
};
const reporting: HeadReading = { head: 'reporting', checked: [], findings: [{ text: 'Báo cáo quý I chậm', remedied: false }] };
const recorded = (): Inspection =>
  recordResults(planned, { heads: [publication, reporting], remediesDueOn: plainDate('2022-06-30') });
const task = { planId: 'p', taskId: 't', dueOn: plainDate('2022-06-30') };
const look = (remedied: boolean): Parameters<typeof verifyRemedy>[2] => ({
  ...{ remedied, note: null, by: 'officer-614', at: '2022-07-02T02:00:00Z' },
});
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof RuleBroken) return error.code;
  }
  return 'none';
};

describe('an inspection', () => {
  it('takes its results once, in order of days, each head once', () => {
    expect(recorded()).toMatchObject({ state: 'recorded', remediesDueOn: '2022-06-30' });
    expect(codeOf(() => recordResults(recorded(), { heads: [reporting], remediesDueOn: null }))).toBe('inspection-recorded');
    const backwards = { heads: [reporting], to: plainDate('2022-05-01'), remediesDueOn: null };
    expect(codeOf(() => recordResults(planned, backwards))).toBe('ends-before-it-starts');
    expect(codeOf(() => headsOf([reporting, reporting]))).toBe('head-twice');
  });

  it('says which of the seven heads were not looked at', () => {
    expect(missingHeads(recorded())).toEqual(['direction', 'handling', 'review', 'feedback', 'one-stop']);
  });

  it('numbers findings across heads', () => {
    expect([1, 2, 3].map((number) => findingOf(recorded(), number).text)).toEqual([
      ...['Thiếu 12 thủ tục', 'Bảng đặt khuất', 'Báo cáo quý I chậm'],
    ]);
    expect(codeOf(() => findingOf(recorded(), 4))).toBe('finding-unknown');
  });
});

describe('a finding', () => {
  it('goes from a remedial task to done to verified', () => {
    const assigned = assignRemedy(recorded(), 3, task);
    expect(findingOf(assigned, 3)).toMatchObject({ state: 'assigned', ...task });
    expect(findingOf(assigned, 1).state).toBe('open');
    const done = remedyDone(assigned, 3);
    expect(findingOf(done, 3)).toMatchObject({ state: 'done', remedied: false });
    expect(findingOf(verifyRemedy(done, 3, look(true)), 3)).toMatchObject({ state: 'verified', remedied: true });
  });

  it('that is not remedied is open for another task, and keeps every look', () => {
    const again = verifyRemedy(remedyDone(assignRemedy(recorded(), 3, task), 3), 3, look(false));
    expect(findingOf(again, 3)).toMatchObject({ state: 'open', remedied: false, looks: [{ remedied: false }] });
    expect(findingOf(assignRemedy(again, 3, { ...task, taskId: 't2' }), 3)).toMatchObject({ state: 'assigned', taskId: 't2' });
  });

  it('has one task at a time, and none once it is remedied', () => {
    expect(codeOf(() => assignRemedy(assignRemedy(recorded(), 1, task), 1, task))).toBe('remedy-assigned');
    expect(codeOf(() => assignRemedy(recorded(), 2, task))).toBe('finding-closed');
    expect(codeOf(() => verifyRemedy(recorded(), 2, look(true)))).toBe('finding-closed');
    expect(remedyDone(recorded(), 1)).toEqual(recorded());
  });
});
