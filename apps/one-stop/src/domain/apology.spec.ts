import { loadReferenceTree } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import { plainDate, type DossierState } from '@thongsuot/contracts';
import { apologyStep, judgeApology, type ApologyGiven } from './apology';
import { ruleOn, type ApologyRule } from './apology-rules';
import { NO_OWN_FACTS, nextApologyOn, standingOf } from './dossier';
import { parseRow } from './parse-row';

const calendar = vietnamCalendar();
const rule: ApologyRule = {
  validFrom: plainDate('2018-06-21'),
  validTo: null,
  basis: 'NĐ 61/2018/NĐ-CP, Điều 19 khoản 9',
  letterDaysBefore: 1,
  newDatesMax: 1,
  draftExtensionWorkingDays: 3,
};
const base = parseRow(
  { dossier_code: '000.00.12.H50-240115-0001', area: '19360', received_at: '2024-01-15', due_at: '2024-01-24' },
  2,
  { tree: loadReferenceTree(), mayImport: () => true },
).state!;
const day = plainDate;

describe('judgeApology', () => {
  const judge = (given: Partial<ApologyGiven>, state: Partial<DossierState> = {}, publicSent = false): unknown => {
    try {
      const full = { kind: 'letter' as const, sentOn: day('2024-01-23'), newDueOn: null, ...given };
      return judgeApology({ ...base, ...state }, full, publicSent, day('2024-01-31'), rule).inTime;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('takes a letter as in time up to one day before the due day', () => {
    expect(judge({})).toBe(true);
    expect(judge({ sentOn: day('2024-01-24') })).toBe(false);
  });

  it('lets the day be set anew once, to a later one, by a letter in time', () => {
    expect(judge({ newDueOn: day('2024-01-29') })).toBe(true);
    expect(judge({ newDueOn: day('2024-01-29') }, { extendedDueOn: day('2024-01-26') })).toBe('dossier-state-conflict');
    expect(judge({ newDueOn: day('2024-01-24') })).toBe('rule-violated');
    expect(judge({ sentOn: day('2024-01-24'), newDueOn: day('2024-01-29') })).toBe('rule-violated');
  });

  it('takes one letter, of an open dossier with a due day, on a day that has been', () => {
    expect(judge({}, { apologySentOn: day('2024-01-22') })).toBe('dossier-state-conflict');
    expect(judge({}, { resolvedOn: day('2024-01-22') })).toBe('dossier-state-conflict');
    expect(judge({}, { deleted: true })).toBe('dossier-state-conflict');
    expect(judge({}, { dueOn: null })).toBe('rule-violated');
    expect(judge({ sentOn: day('2024-02-01') })).toBe('rule-violated');
    expect(judge({ sentOn: day('2024-01-14') })).toBe('rule-violated');
  });

  it('takes a public apology once late, once, without a new day', () => {
    expect(judge({ kind: 'public', sentOn: day('2024-01-25') })).toBe(false);
    expect(judge({ kind: 'public', sentOn: day('2024-01-24') })).toBe('rule-violated');
    expect(judge({ kind: 'public', sentOn: day('2024-01-25') }, { extendedDueOn: day('2024-01-26') })).toBe('rule-violated');
    expect(judge({ kind: 'public', sentOn: day('2024-01-25'), newDueOn: day('2024-02-01') })).toBe('rule-violated');
    expect(judge({ kind: 'public', sentOn: day('2024-01-25') }, {}, true)).toBe('dossier-state-conflict');
  });
});

describe('the clock', () => {
  const step = (today: string, own = NO_OWN_FACTS, state: Partial<DossierState> = {}): unknown =>
    apologyStep({ ...base, ...state }, own, day(today), rule, calendar);
  const letterDone = { ...NO_OWN_FACTS, letterDone: true };

  it('raises the letter the working day before, with a day three working days on', () => {
    expect(nextApologyOn(base, NO_OWN_FACTS, calendar, 1)).toBe('2024-01-23');
    expect(step('2024-01-23')).toEqual({ kind: 'letter', outcome: 'raised', newDueOn: '2024-01-29' });
    // Due on a Monday: the day before is a day of rest.
    expect(nextApologyOn({ ...base, dueOn: day('2024-01-29') }, NO_OWN_FACTS, calendar, 1)).toBe('2024-01-26');
  });

  it('counts a letter as missed from the due day, then raises the public apology the day after', () => {
    expect(step('2024-01-24')).toMatchObject({ kind: 'letter', outcome: 'missed' });
    expect(nextApologyOn(base, letterDone, calendar, 1)).toBe('2024-01-25');
    expect(step('2024-01-24', letterDone)).toBeNull();
    expect(step('2024-01-25', letterDone)).toMatchObject({ kind: 'public', outcome: 'raised' });
  });

  it('waits for the new day where one was set', () => {
    const extended = { extendedDueOn: day('2024-01-29'), apologySentOn: day('2024-01-23') };
    expect(nextApologyOn({ ...base, ...extended }, letterDone, calendar, 1)).toBe('2024-01-30');
    expect(step('2024-01-29', letterDone, extended)).toBeNull();
  });

  it('has nothing to do for dossiers that are done with or promise no day', () => {
    expect(nextApologyOn({ ...base, resolvedOn: day('2024-01-20') }, NO_OWN_FACTS, calendar, 1)).toBeNull();
    expect(nextApologyOn({ ...base, dueOn: null }, NO_OWN_FACTS, calendar, 1)).toBeNull();
    expect(nextApologyOn(base, { ...letterDone, publicDone: true }, calendar, 1)).toBeNull();
    expect(step('2024-01-25', { ...letterDone, publicDone: true })).toBeNull();
  });

  it('tells where a dossier stands on a day', () => {
    const standing = (today: string, state: Partial<DossierState> = {}): string =>
      standingOf({ ...base, ...state }, day(today), calendar);
    expect([standing('2024-01-22'), standing('2024-01-23'), standing('2024-01-24'), standing('2024-01-25')]).toEqual([
      'pending',
      'due-soon',
      'due-soon',
      'overdue',
    ]);
    expect(standing('2024-01-25', { resolvedOn: day('2024-01-25') })).toBe('resolved');
    expect(standing('2024-01-25', { dueOn: null })).toBe('pending');
  });

  it('goes by the rule of the day, the first one before any', () => {
    const later = { ...rule, validFrom: day('2025-07-01') };
    const rules = [{ ...rule, validTo: day('2025-06-30') }, later];
    expect(ruleOn(rules, day('2025-07-01'))).toBe(later);
    expect(ruleOn(rules, day('2025-06-30'))).toBe(rules[0]);
    expect(ruleOn(rules, day('2010-01-01'))).toBe(rules[0]);
  });
});
