import { plainDate, type DossierState } from '@thongsuot/contracts';
import { loadReferenceTree } from '@thongsuot/areas';
import fc from 'fast-check';
import { NO_OWN_FACTS } from './dossier';
import { foldStates, type Change } from './fold';
import { parseRow } from './parse-row';

const tree = loadReferenceTree();

/** A state as a file may tell it: a few codes, so that repeats are common. */
const stated: fc.Arbitrary<DossierState> = fc
  .record({
    number: fc.integer({ min: 1, max: 6 }),
    area: fc.constantFrom('19360', '19333', '462'),
    received: fc.integer({ min: 10, max: 14 }),
    resolved: fc.option(fc.integer({ min: 15, max: 18 }), { nil: undefined }),
    deleted: fc.boolean(),
  })
  .map(({ number, area, received, resolved, deleted }) => {
    const { state } = parseRow(
      {
        dossier_code: `000.00.12.H50-240115-000${String(number)}`,
        area,
        received_at: `2024-01-${String(received)}`,
        ...(resolved === undefined ? {} : { resolved_at: `2024-01-${String(resolved)}` }),
        deleted: String(deleted),
      },
      2,
      { tree, mayImport: () => true },
    );
    if (!state) throw new Error('the row is well formed');
    return state;
  });

/** Σ over areas of dossiers that count and of resolved ones: a stand-in for any figure. */
const contribution = (state: DossierState | null): Map<string, number> => {
  if (!state || state.deleted) return new Map();
  const area = state.unit.areaVersion;
  return new Map([
    [`${area} received ${state.receivedOn}`, 1],
    ...(state.resolvedOn ? [[`${area} resolved ${state.resolvedOn}`, 1] as const] : []),
  ]);
};

const added = (sums: Map<string, number>, part: Map<string, number>, sign: 1 | -1): void => {
  for (const [key, value] of part) {
    const sum = (sums.get(key) ?? 0) + sign * value;
    if (sum === 0) sums.delete(key);
    else sums.set(key, sum);
  }
};

const run = (
  rows: readonly DossierState[],
  cuts: readonly number[],
): { store: Map<string, DossierState>; changes: Change[]; counts: number[] } => {
  const store = new Map<string, DossierState>();
  const changes: Change[] = [];
  const counts = [0, 0, 0];
  const ends = [...new Set([...cuts.map((cut) => Math.min(cut, rows.length)), rows.length])].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    const folded = foldStates(
      rows.slice(start, end),
      (code) => store.get(code) ?? null,
      () => NO_OWN_FACTS,
    );
    for (const [code, state] of folded.last) store.set(code, state);
    changes.push(...folded.changes);
    [folded.counts.accepted, folded.counts.unchanged, folded.counts.corrected].forEach(
      (n, i) => (counts[i] = (counts[i] ?? 0) + n),
    );
    start = end;
  }
  return { store, changes, counts };
};

describe('foldStates', () => {
  it('gives the same states, changes and counts wherever the file is cut', () => {
    fc.assert(
      fc.property(fc.array(stated, { maxLength: 30 }), fc.array(fc.nat(30)), (rows, cuts) => {
        expect(run(rows, cuts)).toEqual(run(rows, []));
      }),
    );
  });

  it('states changes that telescope: their sum is the contribution of the last states', () => {
    fc.assert(
      fc.property(fc.array(stated, { maxLength: 30 }), fc.array(fc.nat(30)), (rows, cuts) => {
        const { store, changes } = run(rows, cuts);
        const fromChanges = new Map<string, number>();
        for (const { before, after } of changes) {
          added(fromChanges, contribution(before), -1);
          added(fromChanges, contribution(after), 1);
        }
        const fromStates = new Map<string, number>();
        for (const state of store.values()) added(fromStates, contribution(state), 1);
        expect(fromChanges).toEqual(fromStates);
      }),
    );
  });

  it('finds nothing to change in a file that is in already', () => {
    fc.assert(
      fc.property(fc.array(stated, { maxLength: 30 }), (rows) => {
        const { store } = run(rows, []);
        const again = foldStates(
          [...store.values()],
          (code) => store.get(code) ?? null,
          () => NO_OWN_FACTS,
        );
        expect(again.changes).toEqual([]);
        expect(again.counts.unchanged).toBe(store.size);
      }),
    );
  });
});

describe('what an import leaves alone', () => {
  const state = parseRow(
    { dossier_code: '000.00.12.H50-240115-0001', area: '19360', received_at: '2024-01-15', due_at: '2024-01-30' },
    2,
    {
      tree,
      mayImport: () => true,
    },
  ).state!;

  it('keeps custody that passed on, unless the area itself is corrected', () => {
    const passedOn: DossierState = {
      ...state,
      custody: [
        ...state.custody,
        { areaVersion: tree.findByCode('19360', plainDate('2025-07-01'))!.id, from: plainDate('2025-07-01') },
      ],
    };
    const same = foldStates(
      [{ ...state, digitised: true }],
      () => passedOn,
      () => NO_OWN_FACTS,
    );
    expect(same.changes[0]?.after.custody).toEqual(passedOn.custody);
    const district = tree.findByCode('462', plainDate('2024-01-15'))!.id;
    const corrected: DossierState = {
      ...state,
      unit: { areaVersion: district, agency: null },
      custody: [{ areaVersion: district, from: state.receivedOn }],
    };
    const moved = foldStates(
      [corrected],
      () => passedOn,
      () => NO_OWN_FACTS,
    );
    expect(moved.changes).toEqual([{ before: passedOn, after: corrected }]);
  });

  it('keeps an apology sent from here where the source says nothing of one', () => {
    const own = { ...NO_OWN_FACTS, apologySentOn: plainDate('2024-01-28'), extendedDueOn: plainDate('2024-02-02') };
    const known = { ...state, apologySentOn: own.apologySentOn, extendedDueOn: own.extendedDueOn };
    expect(
      foldStates(
        [state],
        () => known,
        () => own,
      ).counts.unchanged,
    ).toBe(1);
  });
});
