import { readFileSync } from 'node:fs';
import { dataFile } from '@thongsuot/data';
import fc from 'fast-check';
import {
  CONTENTS,
  FORMS,
  RegulationRules,
  assertMayRegulate,
  countByUnit,
  countTexts,
  regulationFindings,
  type Form,
} from './regulation';

const rules = RegulationRules.parse(JSON.parse(readFileSync(dataFile('procedures/regulation.json'), 'utf8')));
const may = (level: string, form: Form, procedures: number) => () => {
  assertMayRegulate(rules, level, form, procedures);
};

it('lets no district and no commune put a procedure into a text, and says by which article', () => {
  for (const level of ['district', 'commune'])
    expect(may(level, 'committee-decision', 1)).toThrow(
      expect.objectContaining({ code: 'regulation-not-competent', vi: expect.stringContaining('Điều 8') as string }) as Error,
    );
  expect(may('commune', 'committee-decision', 0)).not.toThrow();
  expect(may('province', 'committee-decision', 3)).not.toThrow();
  expect(may('province', 'council-resolution', 3)).not.toThrow();
  expect(may('province', 'circular', 1)).toThrow(expect.objectContaining({ code: 'form-not-competent' }) as Error);
});

it('counts procedures by content and texts by form: both sums hold in each row and in the total', () => {
  const texts = fc.array(
    fc.record({
      unit: fc.constantFrom('a', 'b'),
      form: fc.constantFrom(...FORMS),
      contents: fc.array(fc.constantFrom(...CONTENTS), { maxLength: 4 }),
      assessed: fc.boolean(),
    }),
  );
  const sum = (of: Readonly<Record<string, number>>): number => Object.values(of).reduce((all, count) => all + count, 0);
  fc.assert(
    fc.property(texts, (given) => {
      const { rows, total } = countByUnit(given);
      for (const row of [...rows, total]) {
        expect(sum(row.contents)).toBe(row.procedures);
        expect(sum(row.forms)).toBe(row.texts);
        expect(row.assessed).toBeLessThanOrEqual(row.procedures);
      }
      expect(rows.reduce((all, { procedures }) => all + procedures, 0)).toBe(total.procedures);
      expect(rows.reduce((all, row) => all + row.texts, 0)).toBe(total.texts);
    }),
  );
});

it('only warns where more is issued than assessed', () => {
  const text = (assessed: boolean) => countTexts([{ unit: 'a', form: 'decree', contents: ['new'], assessed }]);
  expect(regulationFindings(text(true), text(true))).toEqual([]);
  expect(regulationFindings(countTexts([]), text(false)).map(({ code, severity }) => [code, severity])).toEqual([
    ['issued-above-assessed', 'warning'],
    ['issued-not-assessed', 'warning'],
  ]);
});
