import { loadReferenceTree } from '@thongsuot/areas';
import { AreaVersionId, plainDate, type RuleContent } from '@thongsuot/contracts';
import fc from 'fast-check';
import { shippedRules } from '../config/shipped';
import type { Fact } from './message';
import { messagesOf, pathOf, rulesInForce, type ScopedRule } from './rules';

const tree = loadReferenceTree();
const commune = AreaVersionId.parse('19360.open');
const path = pathOf(tree, commune);
const on = plainDate('2024-03-01');

const content = (more: Partial<RuleContent> = {}): RuleContent => ({
  ...{ key: 'late', title: { vi: 'Chậm', en: 'Late' }, when: { type: 'fact', kinds: ['task.overdue'] } },
  deliver: [{ to: 'responsible', channels: ['inbox'] }],
  ...{ urgent: false, enabled: true, validFrom: plainDate('2020-01-01'), validTo: null, basis: 'mặc định', confirmed: false },
  ...more,
});
const rule = (id: string, area: string | null, more: Partial<RuleContent> = {}): ScopedRule => ({
  id,
  area,
  content: content(more),
});
const fact: Fact = {
  ...{ key: 'task.overdue:1', kind: 'task.overdue', units: [{ areaVersion: commune, agency: 'van-phong' }], owner: null },
  ...{ severity: 'danger', on, dueOn: on, link: null, variables: {} },
};

it('every shipped rule names its text and says that it is not confirmed', () => {
  for (const { content: shipped } of shippedRules()) {
    expect(shipped.basis.length).toBeGreaterThan(10);
    expect([shipped.key, shipped.confirmed]).toEqual([shipped.key, false]);
    for (const { channels } of shipped.deliver) expect(channels).toContain('inbox');
  }
});

describe('rules in force', () => {
  it('the nearest area wins, above the shipped one, on its days only', () => {
    const district = path[1] ?? '';
    const rules = [
      rule('shipped:late', null),
      rule('district', district),
      rule('commune', commune, { validFrom: plainDate('2024-02-01'), validTo: plainDate('2024-02-29') }),
      rule('elsewhere', '614.open'),
    ];
    const ids = (day: string): string[] => rulesInForce(rules, path, plainDate(day)).map(({ id }) => id);
    expect(ids('2024-02-29')).toEqual(['commune']);
    expect(ids('2024-03-01')).toEqual(['district']);
    expect(rulesInForce(rules, pathOf(tree, '614.open'), on).map(({ id }) => id)).toEqual(['elsewhere']);
    expect(rulesInForce(rules.slice(0, 1), path, on).map(({ id }) => id)).toEqual(['shipped:late']);
  });

  it('an administrator’s rule for everywhere stands above the shipped one, a later one above an earlier one', () => {
    const rules = [
      rule('a', null, { validFrom: plainDate('2024-01-01') }),
      rule('b', null, { validFrom: plainDate('2024-02-01') }),
      rule('shipped:late', null, { validFrom: plainDate('2024-02-20') }),
    ];
    expect(rulesInForce(rules, path, on).map(({ id }) => id)).toEqual(['b']);
    expect(rulesInForce([...rules].reverse(), path, on).map(({ id }) => id)).toEqual(['b']);
  });

  it('whatever the rules, each key holds once, and by the nearest that is in force', () => {
    const areas = [null, ...path, '614.open'];
    const one = fc.record({
      area: fc.constantFrom(...areas),
      key: fc.constantFrom('a', 'b', 'c'),
      from: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (given) => {
        const rules = given.map(({ area, key, from }, index) =>
          rule(`r${index}`, area, { key, validFrom: plainDate(`2024-03-${String(from).padStart(2, '0')}`) }),
        );
        const day = plainDate('2024-03-15');
        const held = rulesInForce(rules, path, day);
        expect(new Set(held.map((each) => each.content.key)).size).toBe(held.length);
        const distance = (area: string | null): number => (area === null ? path.length : path.indexOf(area));
        for (const each of rules) {
          if (distance(each.area) < 0 || each.content.validFrom > day) continue;
          const winner = held.find(({ content: { key } }) => key === each.content.key);
          expect(distance(winner?.area ?? null)).toBeLessThanOrEqual(distance(each.area));
        }
      }),
    );
  });
});

describe('what rules make of a fact', () => {
  const unitsOf = (rules: ScopedRule[]): unknown[] => messagesOf(fact, rules, tree).map(({ unit, channels }) => [unit, channels]);

  it('whoever is named by role is told, once, by all the ways that any rule names', () => {
    const above = path[1];
    const rules = [
      rule('1', null, { key: 'one', deliver: [{ to: 'responsible', channels: ['email'] }] }),
      rule('2', null, {
        key: 'two',
        deliver: [
          { to: 'responsible', channels: ['webhook'] },
          { to: 'committee', channels: ['inbox'] },
          { to: 'above', channels: ['inbox'] },
        ],
      }),
    ];
    expect(unitsOf(rules)).toEqual([
      [{ areaVersion: commune, agency: 'van-phong' }, ['inbox', 'email', 'webhook']],
      [{ areaVersion: commune, agency: null }, ['inbox']],
      [{ areaVersion: above, agency: null }, ['inbox']],
    ]);
  });

  it('a rule switched off nearer by is silent there and below', () => {
    expect(unitsOf([rule('shipped:late', null), rule('off', path[1] ?? '', { enabled: false })])).toEqual([]);
  });
});
