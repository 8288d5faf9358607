import { nilCells, type II06aCells } from '../recount/ii06a';
import { checkFigures, type Figures } from './identities';

const cells = (values: Partial<II06aCells>): II06aCells => ({ ...nilCells(), ...values });
const ONE = cells({ receivedTotal: 1, receivedOnline: 1, resolvedTotal: 1, early: 1 });
const TWO = cells({ receivedTotal: 2, receivedOnline: 2, resolvedTotal: 2, early: 2 });
const GOOD: Figures = { area: '462', total: TWO, own: ONE, rows: [ONE, ONE], children: [{ area: '19360', cells: ONE }] };

describe('identities', () => {
  it('hold where parts make up the whole', () => {
    expect(checkFigures(GOOD)).toEqual([]);
  });

  it.each([
    ['3=4+5+6', { ...ONE, carriedOver: 1 }],
    ['7=8+9+10', { ...ONE, overdue: 1 }],
    ['11=12+13', { ...ONE, pendingOverdue: 1 }],
    ['3=7+11', { ...ONE, receivedTotal: 2, carriedOver: 1 }],
  ])('%s is found broken in a child', (identity, broken) => {
    const found = checkFigures({ ...GOOD, children: [{ area: '19360', cells: broken }] });
    expect(found.filter(({ area }) => area === '19360').map((each) => each.identity)).toContain(identity);
  });

  it('a lost child, a lost field and a missing cell are found', () => {
    expect(checkFigures({ ...GOOD, children: [] }).map(({ identity }) => identity)).toContain('receivedTotal = own + Σ children');
    expect(checkFigures({ ...GOOD, rows: [ONE] }).map(({ identity }) => identity)).toContain('early = Σ lĩnh vực');
    expect(checkFigures({ ...GOOD, own: {} })).not.toEqual([]);
  });
});
