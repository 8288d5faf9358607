import { AreaVersionId, plainDate, type DossierChanged } from '@thongsuot/contracts';
import { dossierSample } from '@thongsuot/testing';
import { findInvited, ratedUnit } from './invite';

const TODAY = plainDate('2024-01-17');
const resolvedOn = (day: string, more: Parameters<typeof dossierSample>[0] = {}): DossierChanged => ({
  before: dossierSample({}),
  after: dossierSample({ resolvedOn: plainDate(day), outcome: 'granted', ...more }),
});

describe('a change of a dossier', () => {
  it.each([
    ['resolved today', resolvedOn('2024-01-17'), true],
    ['resolved seven days ago', resolvedOn('2024-01-10'), true],
    ['resolved eight days ago', resolvedOn('2024-01-09'), false],
    ['resolved on a day to come', resolvedOn('2024-01-18'), false],
    ['first heard of when resolved', { before: null, after: resolvedOn('2024-01-16').after }, true],
    ['refused', resolvedOn('2024-01-16', { outcome: 'refused' }), true],
    ['withdrawn', resolvedOn('2024-01-16', { outcome: 'withdrawn' }), false],
    ['returned', resolvedOn('2024-01-16', { outcome: 'returned' }), false],
    ['without an outcome', resolvedOn('2024-01-16', { outcome: null }), false],
    ['linked to a lead', resolvedOn('2024-01-16', { linkedTo: 'X' }), false],
    ['deleted', resolvedOn('2024-01-16', { deleted: true }), false],
    ['still pending', { before: null, after: dossierSample({}) }, false],
    ['corrected after it was resolved', { before: resolvedOn('2024-01-15').after, after: resolvedOn('2024-01-16').after }, false],
    ['gone from this unit', { before: dossierSample({}), after: null }, false],
  ] as [string, DossierChanged, boolean][])('%s', (_, change, invited) => {
    expect(findInvited(change, TODAY)).toBe(invited ? change.after : undefined);
  });

  it('rates whoever held it in the end', () => {
    const heir = AreaVersionId.parse('19360.2025-07-01');
    const { unit, custody } = dossierSample({});
    expect(ratedUnit({ unit, custody })).toEqual(unit);
    expect(ratedUnit({ unit, custody: [...custody, { areaVersion: heir, from: plainDate('2025-07-01') }] })).toEqual({
      areaVersion: heir,
      agency: null,
    });
  });
});
