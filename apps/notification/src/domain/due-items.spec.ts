import { loadReferenceTree } from '@thongsuot/areas';
import { addDays, vietnamCalendar } from '@thongsuot/calendar';
import { AreaVersionId, plainDate, type PlainDate, type RuleContent } from '@thongsuot/contracts';
import fc from 'fast-check';
import { evaluate, type DueItem } from './due-items';
import { unitKey } from './message';

const tree = loadReferenceTree();
const calendar = vietnamCalendar();
const commune = AreaVersionId.parse('19360.open');
const at = { tree, calendar };

const base = {
  ...{ title: { vi: 'Nhắc', en: 'Remind' }, urgent: false, enabled: true, validFrom: plainDate('2020-01-01'), validTo: null },
  ...{ basis: 'mặc định', confirmed: false },
};
const reminder: RuleContent = {
  ...base,
  ...{ key: 'reminder', when: { type: 'due-day', subject: 'task', before: [5, 1], on: true, after: [2] } },
  deliver: [{ to: 'responsible', channels: ['email'] }],
};
const escalation: RuleContent = {
  ...base,
  key: 'escalation',
  when: { type: 'late', subject: 'task', everyWorkingDays: 3, levelsMax: 5, highest: 'province' },
  deliver: [{ to: 'responsible', channels: ['email'] }],
};
// A Friday; the working days around it are 08–11/03 and 18–22/03.
const item: DueItem = {
  ...{ id: 'task:1:once', subject: 'task', units: [{ areaVersion: commune, agency: 'van-phong' }], owner: commune },
  ...{ dueOn: plainDate('2024-03-15'), evaluated: plainDate('2024-03-01'), variables: {}, link: null },
};
const labels = (asOf: string, evaluated: string, rules = [reminder, escalation], of = item): string[] =>
  evaluate({ ...of, evaluated: plainDate(evaluated) }, rules, plainDate(asOf), at).messages.map(
    ({ key, unit }) => `${key.split(':').slice(0, 2).join(':')} ${unitKey(unit)}`,
  );

describe('reminders', () => {
  it('come so many working days before, on and after the day, and say when the next one comes', () => {
    const days: string[] = [];
    let { evaluated } = item;
    for (let day = evaluated; day <= '2024-03-22'; day = addDays(day, 1)) {
      const { messages } = evaluate({ ...item, evaluated }, [reminder], day, at);
      for (const { key, variables } of messages) days.push(`${day} ${key.split(':')[1] ?? ''} ${variables['when']?.vi ?? ''}`);
      evaluated = day;
    }
    expect(days).toEqual([
      '2024-03-08 before-5 Còn 5 ngày làm việc',
      '2024-03-14 before-1 Còn 1 ngày làm việc',
      '2024-03-15 on Hôm nay đến hạn',
      '2024-03-19 after-2 Quá hạn 2 ngày làm việc',
    ]);
    expect(evaluate(item, [reminder], plainDate('2024-03-08'), at).nextOn).toBe('2024-03-14');
    expect(evaluate(item, [reminder], plainDate('2024-03-19'), at).nextOn).toBeNull();
  });

  it('of those that a pause let pass only the newest is told, with the days that are left now', () => {
    const { messages } = evaluate(item, [reminder], plainDate('2024-03-14'), at);
    expect(messages.map(({ key, variables }) => [key, variables['when']?.en])).toEqual([
      ['reminder:before-1:task:1:once:2024-03-15', '1 working day left'],
    ]);
  });

  it('a directive, which nobody reports answered, is not spoken of after its day', () => {
    const when = { type: 'due-day', subject: 'directive', before: [1], on: true, after: [1, 2] } as const;
    const rule: RuleContent = { ...reminder, when: { ...when, before: [1], after: [1, 2] } };
    const { messages, nextOn } = evaluate({ ...item, subject: 'directive' }, [rule], plainDate('2024-03-20'), at);
    expect(messages.map(({ kind, key }) => [kind, key.split(':')[1]])).toEqual([['directive.reminder', 'on']]);
    expect(nextOn).toBeNull();
  });
});

describe('escalation', () => {
  const [district, province] = tree.ancestors(commune).map(({ id }) => `${id}/`);

  it('climbs level by level to the highest one named: the own committee, district, province', () => {
    expect(labels('2024-03-20', '2024-03-19', [escalation])).toEqual([`escalation:level-1 ${commune}/`]);
    expect(labels('2024-03-25', '2024-03-24', [escalation])).toEqual([`escalation:level-2 ${String(district)}`]);
    expect(labels('2024-03-28', '2024-03-27', [escalation])).toEqual([`escalation:level-3 ${String(province)}`]);
    expect(labels('2024-04-02', '2024-04-01', [escalation])).toEqual([]);
  });

  it('levels that a pause let pass are all told, each to its own', () => {
    expect(labels('2024-03-28', '2024-03-15', [escalation])).toHaveLength(3);
  });

  it('a committee climbs to the area above at once', () => {
    const committee = { ...item, units: [{ areaVersion: commune, agency: null }] };
    expect(labels('2024-03-20', '2024-03-19', [escalation], committee)).toEqual([`escalation:level-1 ${String(district)}`]);
  });
});

it('however the clock is ticked, no occurrence is told twice to anybody and no level is lost', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 45 }), { minLength: 1, maxLength: 15 });
  fc.assert(
    fc.property(days, (offsets) => {
      const ticks = [...offsets, 45].sort((a, b) => a - b).map((offset) => addDays(item.evaluated, offset));
      const keys: string[] = [];
      let evaluated: PlainDate = item.evaluated;
      for (const asOf of ticks) {
        const { messages } = evaluate({ ...item, evaluated }, [reminder, escalation], asOf, at);
        keys.push(...messages.map(({ key, unit }) => `${key} ${unitKey(unit)}`));
        evaluated = asOf;
      }
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => key.startsWith('escalation:'))).toHaveLength(3);
      expect(keys.filter((key) => key.startsWith('reminder:')).length).toBeGreaterThanOrEqual(1);
    }),
  );
});
