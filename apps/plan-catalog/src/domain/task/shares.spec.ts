import { AreaVersionId, plainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { RuleBroken } from '../rule-broken';
import { allLeadsDone, blankShare, changeShare, progressOf, type Share, type ShareRole } from './shares';

const act = { by: 'officer-1', at: '2022-05-02T02:00:00Z', on: plainDate('2022-05-02') };
const share = (role: ShareRole = 'lead', more: Partial<Share> = {}): Share => ({
  ...blankShare({ areaVersion: AreaVersionId.parse('23497.open'), agency: null }, 'Xã Tân Lập', role),
  ...more,
});
const done = (role: ShareRole = 'lead'): Share => changeShare(share(role), { done: true }, act);

describe('a share', () => {
  it('done is 100 percent and keeps its first day; taken back it is below', () => {
    expect(done()).toMatchObject({ percent: 100, doneOn: '2022-05-02', updatedBy: 'officer-1' });
    const later = { ...act, on: plainDate('2022-05-09') };
    expect(changeShare(done(), { note: 'Bổ sung' }, later)).toMatchObject({ doneOn: '2022-05-02', note: 'Bổ sung' });
    expect(changeShare(done(), { done: false }, later)).toMatchObject({ percent: 99, doneOn: null });
    expect(changeShare(share(), { percent: 100 }, act).doneOn).toBe('2022-05-02');
  });

  it('does not contradict itself', () => {
    expect(() => changeShare(share(), { done: true, percent: 40 }, act)).toThrow(RuleBroken);
    expect(() => changeShare(share(), { done: false, percent: 100 }, act)).toThrow(RuleBroken);
  });
});

describe('progress', () => {
  it('leads count, coordinators only with a weight', () => {
    expect(progressOf([done(), share(), share('coordinator')])).toEqual({ done: 1, of: 2, percent: 50 });
    expect(progressOf([done(), share('coordinator', { weight: 1 })])).toEqual({ done: 1, of: 1, percent: 50 });
    expect(progressOf([share('lead', { weight: 0 }), { ...done(), weight: 0 }])).toEqual({ done: 1, of: 2, percent: 50 });
    expect(progressOf([])).toEqual({ done: 0, of: 0, percent: 0 });
  });

  it('a group is done when every member is, whatever coordinators do', () => {
    expect(allLeadsDone([done(), done(), share('coordinator')])).toBe(true);
    expect(allLeadsDone([done(), share()])).toBe(false);
    expect(allLeadsDone([done('coordinator')])).toBe(false);
  });

  it('stays between 0 and 100, says 100 only when all that counts is done, and never falls when a share rises', () => {
    const anyShare = fc.record({ percent: fc.integer({ min: 0, max: 100 }), weight: fc.integer({ min: 1, max: 10 }) });
    fc.assert(
      fc.property(fc.array(anyShare, { minLength: 1, maxLength: 30 }), fc.nat(), (given, at) => {
        const shares = given.map((one) => share('lead', one));
        const { percent } = progressOf(shares);
        const raised = shares.map((one, index) => (index === at % shares.length ? { ...one, percent: 100 } : one));
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent === 100).toBe(given.every((one) => one.percent === 100));
        expect(progressOf(raised).percent).toBeGreaterThanOrEqual(percent);
      }),
    );
  });
});
