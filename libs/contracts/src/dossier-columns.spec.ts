import { DOSSIER_COLUMNS, REQUIRED_DOSSIER_COLUMNS, type DossierColumn } from './dossier-columns';
import { DossierChannel, DossierOutcome, DossierStateName, ServiceLevel } from './events/dossier-state';

const columns: readonly DossierColumn[] = DOSSIER_COLUMNS;
const choicesOf = (name: string): readonly string[] => columns.find((column) => column.name === name)?.choices ?? [];

describe('dossier import columns', () => {
  it('needs no more than code, area and day of reception', () => {
    expect(REQUIRED_DOSSIER_COLUMNS).toEqual(['dossier_code', 'area', 'received_at']);
  });

  it('has unique names in snake case', () => {
    expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    for (const { name } of columns) expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  it('offers exactly the values that a dossier state can hold', () => {
    expect(choicesOf('channel')).toEqual(DossierChannel.options);
    expect(choicesOf('service_level')).toEqual(ServiceLevel.options);
    expect(choicesOf('outcome')).toEqual(DossierOutcome.options);
    // An empty cell is the state by-dates.
    expect([...choicesOf('state'), 'by-dates']).toEqual(DossierStateName.options);
  });
});
