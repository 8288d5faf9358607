import { readFileSync } from 'node:fs';
import { plainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { importPlan } from '../import/import-plan';
import { PlanReading } from '../import/plan-reading';
import { tasksStartedBy } from '../directive/directive';
import { acknowledge } from '../directive/directive';
import type { Directive } from '../directive/directive';
import { RuleBroken } from '../rule-broken';
import { BlockingFindings, correctTask, issuePlan } from './plan';
import type { Plan, PlanTask } from './plan';

/** The draft of Kon Rẫy's plan: 20 tasks, II.2, II.3 and VII.2 blocked. */
function draft(): Plan {
  const reading = PlanReading.parse(JSON.parse(readFileSync(dataFile('plans/kon-ray-2022.json'), 'utf8')));
  const { plan } = importPlan(reading, {});
  const tasks = plan.sections.flatMap((section) =>
    section.tasks.map((task): PlanTask => ({ ...task, id: `id-${task.ref}`, state: 'draft' })),
  );
  return { id: 'p', state: 'draft', number: null, issued: null, year: 2022, tasks, corrections: [], lineage: [] };
}
const task = (plan: Plan, ref: string): PlanTask => plan.tasks.find((one) => one.ref === ref)!;
const who = { by: 'officer-1', at: '2022-02-01T02:00:00Z', reason: 'Đối chiếu bản gốc' };
const errorOf = (run: () => unknown): RuleBroken => {
  try {
    run();
  } catch (error) {
    if (error instanceof RuleBroken) return error;
  }
  throw new Error('a RuleBroken was expected');
};

describe('issuing', () => {
  it('is refused with the findings that stand', () => {
    const error = errorOf(() => issuePlan(draft(), []));
    expect(error).toBeInstanceOf(BlockingFindings);
    expect((error as BlockingFindings).findings.map((one) => one.code)).toEqual([
      'impossible-date',
      'unreadable-date',
      'title-unreadable',
    ]);
  });

  it('is still refused while one blocked task is not named', () => {
    const error = errorOf(() => issuePlan(draft(), ['II.2', 'id-II.3']));
    expect((error as BlockingFindings).findings.map((one) => one.at.ref)).toEqual(['VII.2']);
  });

  it('releases all tasks but those withheld, and takes number and date where the draft has none', () => {
    const plan = issuePlan(draft(), ['II.2', 'II.3', 'VII.2'], { number: '21/KH-UBND', issued: plainDate('2022-02-08') });
    expect(plan).toMatchObject({ state: 'issued', number: '21/KH-UBND', issued: '2022-02-08' });
    expect(plan.tasks.filter((one) => one.state === 'released')).toHaveLength(17);
    expect(plan.tasks.filter((one) => one.state === 'withheld').map((one) => one.ref)).toEqual(['II.2', 'II.3', 'VII.2']);
    expect(errorOf(() => issuePlan(plan, [])).code).toBe('plan-issued');
  });

  it('a task that the plan does not have cannot be withheld', () => {
    expect(errorOf(() => issuePlan(draft(), ['IX.9'])).code).toBe('task-unknown');
  });
});

describe('correcting', () => {
  const issued = (): Plan => issuePlan(draft(), ['II.2', 'II.3', 'VII.2']);

  it('releases a withheld task once its time can be read, and keeps who, when, why and the old wording', () => {
    const plan = correctTask(issued(), 'II.2', { field: 'time', value: 'Trước ngày 28/02/2022' }, who);
    expect(task(plan, 'II.2')).toMatchObject({ state: 'released', deadlines: [{ kind: 'fixed', dueOn: '2022-02-27' }] });
    expect(plan.corrections).toEqual([
      { taskId: 'id-II.2', field: 'time', before: 'Trước ngày 29/02/2022', after: 'Trước ngày 28/02/2022', ...who },
    ]);
  });

  it('leaves a task withheld where the correction is no date either', () => {
    const plan = correctTask(issued(), 'II.2', { field: 'time', value: 'Trước ngày 30/02/2022' }, who);
    expect(task(plan, 'II.2').state).toBe('withheld');
    expect(task(plan, 'II.2').findings.map((one) => one.code)).toEqual(['impossible-date']);
  });

  it('of one field leaves the findings of the others', () => {
    const plan = correctTask(issued(), 'II.3', { field: 'leads', value: ['UBND các xã, thị trấn'] }, who);
    expect(task(plan, 'II.3').state).toBe('withheld');
    expect(task(plan, 'II.3').findings.map((one) => one.code)).toEqual(['unreadable-date', 'depends-on-detected']);
  });

  it('needs a reason and a value', () => {
    expect(errorOf(() => correctTask(issued(), 'VII.2', { field: 'title', value: '' }, who)).code).toBe('value-missing');
    expect(errorOf(() => correctTask(issued(), 'VII.2', { field: 'title', value: 'A' }, { ...who, reason: ' ' })).code).toBe(
      'reason-missing',
    );
  });
});

describe('directives', () => {
  const province = { name: 'UBND tỉnh Kon Tum', level: 'province' } as const;
  const started = (asks: string, issuer: Directive['issuer'] = province): string[] =>
    tasksStartedBy(
      { issuer, asks },
      draft().tasks.map((one) => ({ ...one })),
    ).map((one) => one.id);

  it('start the task whose subject they name', () => {
    expect(started('Thí điểm tiếp nhận hồ sơ và trả kết quả không phụ thuộc vào địa giới hành chính')).toEqual(['id-VII.1']);
    expect(started('Phê duyệt Đề án phân cấp giải quyết thủ tục hành chính')).toEqual(['id-VII.7']);
  });
  it('start all that wait for a document of that level where they name none', () => {
    expect(started('Đẩy mạnh công tác năm 2022')).toEqual(['id-VII.1', 'id-VII.2', 'id-VII.3', 'id-VII.4', 'id-VII.7']);
  });
  it('of another level start nothing that waits for the province', () => {
    expect(started('Thí điểm', { name: 'UBND xã Tân Lập', level: 'commune' })).toEqual([]);
  });
  it('are acknowledged once, and by addressees alone', () => {
    const directive: Directive = {
      id: 'd',
      number: '512/UBND-KSTTHC',
      issuer: province,
      issuedOn: plainDate('2022-02-01'),
      receivedOn: plainDate('2022-02-02'),
      addressees: ['614'],
      asks: 'Báo cáo',
      byDate: null,
      receipts: [],
    };
    const receipt = { unit: '614', by: 'officer-1', at: '2022-02-02T02:00:00Z' };
    const once = acknowledge(directive, receipt);
    expect(acknowledge(once, { ...receipt, by: 'officer-2' }).receipts).toEqual([receipt]);
    expect(acknowledge(once, { ...receipt, unit: '615' })).toBe(once);
  });
});
