import fc from 'fast-check';
import { sumsBy, totalOf, type Funding } from './funding';

const row = fc.record<Funding>({
  section: fc.constantFrom('I', 'II', 'III'),
  unit: fc.constantFrom('614', '23497'),
  unitName: fc.constant('tên'),
  source: fc.constantFrom('ngân sách', 'khác'),
  planned: fc.integer({ min: 0, max: 1_000_000_000 }),
  spent: fc.integer({ min: 0, max: 1_000_000_000 }),
});

describe('funding', () => {
  it('sums by source, unit and section all come to the same total', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        for (const key of ['section', 'unit', 'source'] as const) {
          expect(totalOf(sumsBy(rows, (one) => ({ key: one[key], label: one[key] })))).toEqual(totalOf(rows));
        }
      }),
    );
  });
});
