import { loadReferenceTree } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import { AreaVersionId, plainDate, type DossierState } from '@thongsuot/contracts';
import fc from 'fast-check';
import { shippedRules } from '../config/shipped';
import { dossierIncrements, dossierMessages } from './dossiers';
import { unitKey } from './message';

const area = AreaVersionId.parse('19360.open');
const unit = { areaVersion: area, agency: null };
const dossier = (more: Partial<DossierState> = {}): DossierState => ({
  ...{ code: 'A', unit, custody: [{ areaVersion: area, from: plainDate('2024-03-01') }], officer: null, linkedTo: null },
  ...{ receivedAreaVersion: null, procedureCode: null, fieldKey: null, fieldLabel: null, channel: 'direct', serviceLevel: null },
  ...{ state: 'in-progress', receivedOn: plainDate('2024-03-01'), dueOn: plainDate('2024-03-15'), extendedDueOn: null },
  ...{
    apologySentOn: null,
    resolvedOn: null,
    outcome: null,
    supplementDays: 0,
    hasFee: false,
    paidOnline: null,
    digitised: null,
  },
  ...{ eResult: null, paperResultDue: null, reused: null, keptInStore: null, populationDb: null, deleted: false },
  ...more,
});

describe('dossiers to give back', () => {
  it('are counted by unit and day while they are pending', () => {
    const done = dossier({ resolvedOn: plainDate('2024-03-10') });
    expect(dossierIncrements([{ before: null, after: dossier() }])).toEqual([{ unit, dueOn: '2024-03-15', pending: 1 }]);
    expect(dossierIncrements([{ before: dossier(), after: done }])).toEqual([{ unit, dueOn: '2024-03-15', pending: -1 }]);
    expect(dossierIncrements([{ before: null, after: done }])).toEqual([]);
    expect(dossierIncrements([{ before: dossier(), after: dossier({ officer: 'cb-01' }) }])).toEqual([]);
    for (const out of [{ deleted: true }, { linkedTo: 'B' }, { dueOn: null }, { state: 'refused-at-desk' as const }]) {
      expect(dossierIncrements([{ before: null, after: dossier(out) }])).toEqual([]);
    }
  });

  it('whatever happens to a dossier, its counts sum up to where it stands', () => {
    const days = fc.constantFrom('2024-03-14', '2024-03-15').map((day) => plainDate(day));
    const state = fc.record({
      dueOn: fc.option(days),
      resolvedOn: fc.option(days),
      deleted: fc.boolean(),
      custody: fc
        .constantFrom(area, AreaVersionId.parse('614.open'))
        .map((areaVersion) => [{ areaVersion, from: plainDate('2024-03-01') }]),
    });
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 8 }), (steps) => {
        const states = steps.map((step) => dossier(step));
        const changes = states.map((after, index) => ({ before: states[index - 1] ?? null, after }));
        const sum = (of: ReturnType<typeof dossierIncrements>): Map<string, number> => {
          const sums = new Map<string, number>();
          for (const one of of) {
            const key = `${unitKey(one.unit)} ${one.dueOn}`;
            sums.set(key, (sums.get(key) ?? 0) + one.pending);
          }
          return new Map([...sums].filter(([, count]) => count !== 0));
        };
        const oneByOne = sum(changes.flatMap((change) => dossierIncrements([change])));
        expect(oneByOne).toEqual(sum(dossierIncrements(changes)));
        expect(oneByOne).toEqual(sum(dossierIncrements([{ before: null, after: states.at(-1) ?? null }])));
      }),
    );
  });

  it('are told of the working day before, on their day, and once late', () => {
    const around = { tree: loadReferenceTree(), calendar: vietnamCalendar() };
    const due = { unit, dueOn: plainDate('2024-03-15'), pending: 3 };
    const told = (since: string, asOf: string): string[] =>
      dossierMessages(due, shippedRules(), { ...around, since: plainDate(since), asOf: plainDate(asOf) }).map(
        ({ kind, severity, unit: reader }) => `${kind} ${severity} ${unitKey(reader)}`,
      );
    expect(told('2024-03-12', '2024-03-13')).toEqual([]);
    expect(told('2024-03-13', '2024-03-14')).toEqual(['dossier.reminder info 19360.open/']);
    expect(told('2024-03-14', '2024-03-15')).toEqual(['dossier.reminder warning 19360.open/']);
    expect(told('2024-03-15', '2024-03-16')).toEqual(['dossier.late danger 19360.open/']);
    expect(told('2024-03-16', '2024-03-17')).toEqual([]);
    expect(
      dossierMessages({ ...due, pending: 0 }, shippedRules(), { ...around, since: due.dueOn, asOf: plainDate('2024-03-16') }),
    ).toEqual([]);
  });
});
