import { addDays, halfMonthOf, halfMonthRange, parsePeriod } from '@thongsuot/calendar';
import { AreaVersionId, plainDate, type DossierState, type PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { loadDeclarations } from '../adapters/store/declarations';
import { contributeDossier } from './contribute-dossier';
import { FLOWS, type FactOwner } from './flow';
import { checkIdentities, type CompiledForm, type FlowSums } from './form';
import type { RuleSet } from './rules';

const { forms, rules } = loadDeclarations();
const form = forms.get('II.06a') as CompiledForm;
const FIRST = plainDate('2023-11-20');
const AREAS = ['00001.open', '00002.open', '001.open'].map((id) => AreaVersionId.parse(id));
const WINDOWS = ['2024-Q1', '2024-Q2', '2024-C1', '2024-M02', '2024-Y'].map(parsePeriod);

const day = fc.integer({ min: 0, max: 200 }).map((offset) => addDays(FIRST, offset));

/** Any dossier, well-formed or odd: due before it came, resolved the same day, passed on by a merger, refused, deleted. */
const dossier = fc
  .record({
    area: fc.constantFrom(...AREAS),
    receivedOn: day,
    dueAfter: fc.option(fc.integer({ min: -2, max: 40 })),
    extendedAfter: fc.option(fc.integer({ min: 1, max: 20 })),
    resolvedAfter: fc.option(fc.integer({ min: 0, max: 60 })),
    passedOn: fc.option(fc.record({ to: fc.constantFrom(...AREAS), after: fc.integer({ min: 1, max: 60 }) }), { freq: 4 }),
    channel: fc.constantFrom('online' as const, 'direct' as const, 'postal' as const),
    field: fc.constantFrom('ho tich', 'dat dai', null),
    outcome: fc.constantFrom('granted' as const, 'returned' as const, 'withdrawn' as const, null),
    state: fc.constantFrom('by-dates' as const, 'by-dates' as const, 'awaiting-supplement' as const, 'refused-at-desk' as const),
    linked: fc.boolean().map((linked) => linked && 'lead'),
    digitised: fc.constantFrom(true, false, null),
    hasFee: fc.boolean(),
    paidOnline: fc.constantFrom(true, false, null),
    deleted: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
  })
  .map((seed): DossierState => {
    const after = (days: number | null): PlainDate | null => (days === null ? null : addDays(seed.receivedOn, days));
    const dueOn = after(seed.dueAfter);
    const custody = [{ areaVersion: seed.area, from: seed.receivedOn }];
    if (seed.passedOn && seed.passedOn.to !== seed.area)
      custody.push({ areaVersion: seed.passedOn.to, from: addDays(seed.receivedOn, seed.passedOn.after) });
    return {
      code: 'H',
      unit: { areaVersion: seed.area, agency: null },
      custody,
      officer: null,
      linkedTo: seed.linked === false ? null : seed.linked,
      receivedAreaVersion: null,
      procedureCode: null,
      fieldKey: seed.field,
      fieldLabel: seed.field,
      channel: seed.channel,
      serviceLevel: null,
      state: seed.state,
      receivedOn: seed.receivedOn,
      dueOn,
      extendedDueOn: dueOn === null || seed.extendedAfter === null ? null : addDays(dueOn, seed.extendedAfter),
      apologySentOn: null,
      resolvedOn: after(seed.resolvedAfter),
      outcome: seed.outcome,
      supplementDays: 0,
      hasFee: seed.hasFee,
      paidOnline: seed.paidOnline,
      digitised: seed.digitised,
      eResult: null,
      paperResultDue: null,
      reused: null,
      keptInStore: null,
      populationDb: null,
      deleted: seed.deleted,
    };
  });

/** Figures as plain sums by area and half-month: `<area>|<half>|<row>|<flow>`. */
class Sums {
  readonly counts = new Map<string, number>();

  apply(state: DossierState | null, sign: 1 | -1, by: RuleSet = rules): this {
    const add = (owner: FactOwner, half: string, row: string, flow: number, count: number): void => {
      const key = [owner.areaVersion, half, row, flow].join('|');
      const sum = (this.counts.get(key) ?? 0) + count;
      if (sum === 0) this.counts.delete(key);
      else this.counts.set(key, sum);
    };
    if (state) contributeDossier(state, by, sign, add);
    return this;
  }

  cells(area: string | null, window: { from: PlainDate; to: PlainDate }): Record<string, number> {
    const sums: FlowSums = { before: FLOWS.dossiers.map(() => 0), window: FLOWS.dossiers.map(() => 0) };
    for (const [key, count] of this.counts) {
      const [owner, half = '', , flow] = key.split('|');
      if ((area !== null && owner !== area) || half > halfMonthOf(window.to)) continue;
      const part = half < halfMonthOf(window.from) ? sums.before : sums.window;
      part[Number(flow)] = (part[Number(flow)] ?? 0) + count;
    }
    return form.cellsOf(sums);
  }
}

/** II.06a by the words of its definition, dossier by dossier, day by day: no flows, no half-months. */
function recount(dossiers: readonly DossierState[], { from, to }: { from: PlainDate; to: PlainDate }): Record<string, number> {
  const counted = dossiers.filter((each) => !each.deleted && each.state !== 'refused-at-desk' && each.linkedTo === null);
  const count = (is: (each: DossierState) => boolean): number => counted.filter(is).length;
  const isIn = (on: PlainDate | null): boolean => on !== null && from <= on && on <= to;
  const inTime = ({ outcome, dueOn }: DossierState): boolean =>
    dueOn === null || outcome === 'returned' || outcome === 'withdrawn';
  const pendingAt = (each: DossierState, on: PlainDate): boolean =>
    each.receivedOn <= on && (each.resolvedOn === null || each.resolvedOn > on);
  const carriedOver = count((each) => each.receivedOn < from && (each.resolvedOn === null || each.resolvedOn >= from));
  const receivedOnline = count((each) => isIn(each.receivedOn) && each.channel === 'online');
  const receivedOffline = count((each) => isIn(each.receivedOn) && each.channel !== 'online');
  const early = count((each) => isIn(each.resolvedOn) && !inTime(each) && (each.resolvedOn ?? '') < (each.dueOn ?? ''));
  const overdue = count((each) => isIn(each.resolvedOn) && !inTime(each) && (each.resolvedOn ?? '') > (each.dueOn ?? ''));
  const resolvedTotal = count((each) => isIn(each.resolvedOn));
  const pendingTotal = count((each) => pendingAt(each, to));
  const pendingOverdue = count((each) => pendingAt(each, to) && each.dueOn !== null && each.dueOn <= to);
  return {
    receivedTotal: receivedOnline + receivedOffline + carriedOver,
    receivedOnline,
    receivedOffline,
    carriedOver,
    resolvedTotal,
    early,
    onTime: resolvedTotal - early - overdue,
    overdue,
    pendingTotal,
    pendingInTime: pendingTotal - pendingOverdue,
    pendingOverdue,
    received: receivedOnline + receivedOffline,
    digitised: count((each) => isIn(each.receivedOn) && each.digitised === true),
    feeBearing: count((each) => isIn(each.receivedOn) && each.hasFee),
    paidOnline: count((each) => isIn(each.receivedOn) && each.hasFee && each.paidOnline === true),
  };
}

describe('figures of dossiers', () => {
  it('equal a recount from the states by the words of the form, in every window', () => {
    fc.assert(
      fc.property(fc.array(dossier, { maxLength: 40 }), fc.constantFrom(...WINDOWS), (dossiers, window) => {
        const sums = new Sums();
        for (const each of dossiers) sums.apply(each, 1);
        expect(sums.cells(null, window)).toMatchObject(recount(dossiers, window));
      }),
    );
  });

  it('are the same in any order, and through any number of corrections, reopenings and deletions', () => {
    const history = fc.array(dossier, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(history, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (histories, picks) => {
        const straight = new Sums();
        for (const states of histories) straight.apply(states.at(-1) ?? null, 1);
        const changes = histories.flatMap((states) =>
          states.map((after, index) => ({ before: index === 0 ? null : (states[index - 1] ?? null), after })),
        );
        const shuffled = changes.map((change) => ({ change, at: Number(picks.next().value) })).sort((a, b) => a.at - b.at);
        const mixed = new Sums();
        for (const { change } of shuffled) mixed.apply(change.before, -1).apply(change.after, 1);
        expect(new Map([...mixed.counts].sort())).toEqual(new Map([...straight.counts].sort()));
      }),
    );
  });

  it('keep the identities of the form in every area that passed nothing on or took nothing over, and in the whole', () => {
    fc.assert(
      fc.property(fc.array(dossier, { maxLength: 30 }), fc.constantFrom(...WINDOWS), (dossiers, window) => {
        const sums = new Sums();
        for (const each of dossiers) sums.apply(each, 1);
        for (const area of [null, ...AREAS])
          expect(checkIdentities(form.form, sums.cells(area, window)).filter(({ holds }) => !holds)).toEqual([]);
      }),
    );
  });

  it('leave nothing pending or overdue behind with who passed a dossier on, and all of it with who took it over', () => {
    fc.assert(
      fc.property(dossier, fc.constantFrom(...WINDOWS), (state, window) => {
        const [, taken] = state.custody;
        fc.pre(taken !== undefined && taken.from <= window.to && (state.resolvedOn === null || state.resolvedOn > window.to));
        const sums = new Sums().apply(state, 1);
        const passing = sums.cells(state.unit.areaVersion, window);
        expect([passing['pendingTotal'], passing['pendingOverdue']]).toEqual([0, 0]);
        const taking = sums.cells(taken?.areaVersion ?? '', window);
        const whole = recount([state], window);
        expect([taking['pendingTotal'], taking['pendingOverdue']]).toEqual([whole['pendingTotal'], whole['pendingOverdue']]);
      }),
    );
  });

  it('carry over into a window exactly what was pending at the end of the one before', () => {
    fc.assert(
      fc.property(fc.array(dossier, { maxLength: 30 }), (dossiers) => {
        const sums = new Sums();
        for (const each of dossiers) sums.apply(each, 1);
        const [first, second] = [parsePeriod('2024-Q1'), parsePeriod('2024-Q2')];
        expect(sums.cells(null, second)['carriedOver']).toBe(sums.cells(null, first)['pendingTotal']);
      }),
    );
  });
});

describe('the due day', () => {
  const base = fc.sample(dossier, { numRuns: 1, seed: 7 })[0] as DossierState;
  const late: DossierState = {
    ...base,
    state: 'by-dates',
    linkedTo: null,
    deleted: false,
    outcome: 'granted',
    receivedOn: plainDate('2024-01-02'),
    custody: [{ areaVersion: base.unit.areaVersion, from: plainDate('2024-01-02') }],
    dueOn: plainDate('2024-01-10'),
    extendedDueOn: plainDate('2024-01-20'),
    resolvedOn: plainDate('2024-01-18'),
  };
  const window = halfMonthRange(halfMonthOf(plainDate('2024-01-18')));

  it('is the first one promised, or the one after the apology, by the rule in force at reception', () => {
    expect(new Sums().apply(late, 1).cells(null, window)['overdue']).toBe(1);
    const extended: RuleSet = {
      ...rules,
      versions: [
        { receivedFrom: null, dueDate: 'due' },
        { receivedFrom: '2024-01-01', dueDate: 'extended' },
      ],
    };
    expect(new Sums().apply(late, 1, extended).cells(null, window)).toMatchObject({ overdue: 0, early: 1 });
  });

  it('is overdue at the end of the day it falls on', () => {
    const pending = { ...late, resolvedOn: null, dueOn: plainDate('2024-01-14') };
    const cells = new Sums().apply(pending, 1).cells(null, { from: plainDate('2024-01-01'), to: plainDate('2024-01-14') });
    expect(cells).toMatchObject({ pendingTotal: 1, pendingOverdue: 1, pendingInTime: 0 });
  });
});
