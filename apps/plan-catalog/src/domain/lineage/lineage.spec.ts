import { readFileSync } from 'node:fs';
import { parseDeadlines } from '@thongsuot/calendar';
import { AreaVersionId } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { importPlan } from '../import/import-plan';
import { PlanReading, type PlanTarget } from '../import/plan-reading';
import { BlockingFindings, correctTask, issuePlan, type Plan, type PlanTask } from '../plan/plan';
import { RuleBroken } from '../rule-broken';
import { descend, targetStanding } from './descend';
import { laterThanParent, lineageFindings } from './later-than-parent';
import { takeStance, type Descended, type Stance } from './lineage';

const who = { by: 'officer-1', at: '2022-02-10T02:00:00Z' };
const days = (raw: string): PlanTask['deadlines'] => parseDeadlines(raw, { planYear: 2022 }).deadlines;
const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof RuleBroken) return error.code;
  }
  return 'none';
};

const unit = { areaVersion: AreaVersionId.parse('23497.open'), agency: null, name: 'Xã Tân Lập' };
const district = { areaVersion: AreaVersionId.parse('614.open'), agency: null, name: 'Huyện Kon Rẫy' };

/** Kon Rẫy's plan in force, without the three tasks that cannot be read. */
function above(): Plan {
  const { plan } = importPlan(PlanReading.parse(JSON.parse(readFileSync(dataFile('plans/kon-ray-2022.json'), 'utf8'))), {});
  const tasks = plan.sections.flatMap((section) =>
    section.tasks.map((task): PlanTask => ({ ...task, id: `above-${task.ref}`, state: 'draft' })),
  );
  const draft: Plan = { id: 'p', state: 'draft', number: null, issued: null, year: 2022, tasks, corrections: [], lineage: [] };
  return issuePlan(draft, ['II.2', 'II.3', 'VII.2']);
}

function below(): Plan {
  let next = 0;
  const named = (names: readonly string[]): (typeof unit)[] =>
    names.some((name) => /xã/iu.test(name)) ? [unit, district] : [district];
  const descent = descend(above().tasks, unit, named, { ...who, newId: () => `below-${(next += 1)}` });
  return { id: 'c', state: 'draft', number: null, issued: null, year: 2022, corrections: [], ...descent };
}

describe('a plan handed down', () => {
  it('holds the tasks that name the unit, each adopted, led by it, with the wording and days from above', () => {
    const plan = below();
    const refs = plan.tasks.map((task) => task.ref);
    expect(refs).toEqual(expect.arrayContaining(['I.2', 'IV.1', 'V.1', 'VI.1']));
    expect(refs).not.toContain('II.3');
    expect(plan.lineage.map((line) => [line.parentRef, line.stance])).toEqual(refs.map((ref) => [ref, 'adopted']));
    const report = plan.tasks.find((task) => task.ref === 'VI.1')!;
    expect(report).toMatchObject({ leads: ['Xã Tân Lập'], coordinators: [], state: 'draft' });
    expect(laterThanParent(above().tasks.find((task) => task.ref === 'VI.1')!.deadlines, report.deadlines)).toEqual([]);
  });

  it('a corrected task is an adapted one, with the reason of the correction', () => {
    const plan = correctTask(
      below(),
      'V.1',
      { field: 'title', value: 'Tuyên truyền trên loa thôn' },
      { ...who, reason: 'Không có đài' },
    );
    expect(plan.lineage.find((line) => line.parentRef === 'V.1')).toMatchObject({ stance: 'adapted', reason: 'Không có đài' });
    expect(plan.lineage.filter((line) => line.stance === 'adapted')).toHaveLength(1);
  });
});

describe('what a plan decides about a task from above', () => {
  const decide = (
    plan: Descended,
    parentTask: string,
    stance: Stance,
    more: { task?: string; reason?: string } = {},
  ): Descended => takeStance(plan, above().tasks, { parentTask, stance, ...more }, who);

  it('an omitted task needs a reason, does not count, and comes back when it is adopted after all', () => {
    expect(codeOf(() => decide(below(), 'V.1', 'omitted'))).toBe('reason-missing');
    const without = decide(below(), 'V.1', 'omitted', { reason: 'Xã không có đài truyền thanh' });
    expect(without.tasks.find((task) => task.ref === 'V.1')?.state).toBe('omitted');
    expect(without.lineage.find((line) => line.parentRef === 'V.1')).toMatchObject({ stance: 'omitted', taskId: null });
    const issued = issuePlan({ ...below(), ...without }, []);
    expect(issued.tasks.filter((task) => task.state === 'omitted').map((task) => task.ref)).toEqual(['V.1']);
    const again = decide(without, 'V.1', 'adopted');
    expect(again.tasks.find((task) => task.ref === 'V.1')?.state).toBe('draft');
  });

  it('names tasks that exist, and leaves out none that is in force', () => {
    expect(codeOf(() => decide(below(), 'IX.9', 'adopted'))).toBe('parent-task-unknown');
    expect(codeOf(() => decide(below(), 'II.1', 'adapted', { task: 'XX.1' }))).toBe('task-unknown');
    const issued = issuePlan(below(), []);
    expect(codeOf(() => decide(issued, 'V.1', 'omitted', { reason: 'Muộn' }))).toBe('task-in-force');
  });

  it('refuses a task that is due later than above, and finds it again when the plan is issued', () => {
    const parents = above().tasks;
    const parent = parents.find((task) => task.ref === 'III.1')!;
    const late: PlanTask = { ...parent, id: 'late', ref: 'III.9', deadlines: days('Trong tháng 6/2022'), state: 'draft' };
    const plan: Plan = { ...below(), tasks: [...below().tasks, late] };
    expect(codeOf(() => decide(plan, 'III.1', 'adapted', { task: 'III.9' }))).toBe('child-later-than-parent');
    const line = {
      parentTaskId: parent.id,
      parentRef: 'III.1',
      stance: 'adapted',
      taskId: 'late',
      reason: null,
      ...who,
    } as const;
    const findings = lineageFindings([line], plan.tasks, parents);
    expect(findings.map((one) => [one.code, one.at.ref])).toEqual([['child-later-than-parent', 'III.9']]);
    expect(() => issuePlan(plan, [], { findings })).toThrow(BlockingFindings);
    expect(issuePlan(plan, ['III.9'], { findings }).state).toBe('issued');
  });
});

describe('days below beside days above', () => {
  it.each([
    ['Trong tháng 5/2022', 'Trước ngày 31/5/2022', []],
    ['Trong tháng 5/2022', 'Trước ngày 02/6/2022', [['once', '2022-05-31', '2022-06-01']]],
    ['Trong tháng 5/2022', 'Theo kế hoạch', [['once', '2022-05-31', null]]],
    ['Thường xuyên trong năm 2022', 'Trong tháng 12/2022', []],
    ['Quý I, Quý IV năm 2022', 'Quý I năm 2022', [['2022-Q4', '2022-12-31', null]]],
  ])('%s / %s', (parent, child, expected) => {
    const found = laterThanParent(days(parent), days(child)).map((one) => [one.occurrence, one.parentDue, one.childDue]);
    expect(found).toEqual(expected);
  });
});

describe('targets below beside targets above', () => {
  const target = (op: '>=' | '=' | '<=', percent: number): PlanTarget => ({ key: 'online_share', label: 'l', op, percent });
  const words: PlanTarget = { key: 'online_share', label: 'l', op: 'text', text: 'cao nhất' };
  it.each([
    [target('>=', 50), [target('>=', 50)], 'same'],
    [target('>=', 50), [target('>=', 60)], 'stricter'],
    [target('>=', 50), [target('=', 100)], 'stricter'],
    [target('>=', 50), [target('>=', 40)], 'weaker'],
    [target('<=', 5), [target('<=', 2)], 'stricter'],
    [target('=', 0), [target('<=', 2)], 'weaker'],
    [target('>=', 50), [target('<=', 40)], 'different'],
    [target('>=', 50), [words], 'different'],
    [words, [words], 'same'],
    [target('>=', 50), [], 'missing'],
  ] as const)('%j / %j is %s', (parent, child, expected) => {
    expect(targetStanding(parent, child)).toBe(expected);
  });
});
