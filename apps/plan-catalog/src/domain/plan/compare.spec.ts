import { parseDeadlines } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { plannedOccurrences, type Occurrence } from '../task/occurrence';
import { addEvidence, complete, postpone } from '../task/transitions';
import { comparePlan, type Comparison } from './compare';
import type { Plan, PlanTask } from './plan';

const task = (ref: string, time: string, more: Partial<PlanTask> = {}): PlanTask => ({
  ...{
    id: `id-${ref}`,
    ref,
    title: `Nhiệm vụ ${ref}`,
    leads: ['VP'],
    coordinators: [],
    products: [],
    time,
    dependsOn: [],
    findings: [],
  },
  ...{ deadlines: parseDeadlines(time, { planYear: 2022 }).deadlines, state: 'released' as const },
  ...more,
});
const act = (on: string): { by: string; at: string; on: ReturnType<typeof plainDate> } => ({
  ...{ by: 'officer-1', at: `${on}T02:00:00Z`, on: plainDate(on) },
});

describe('a plan between two days', () => {
  const may = task('III.1', 'Trong tháng 5/2022');
  const march = task('II.1', 'Trước ngày 10/3/2022');
  const added = task('KP.1', 'Trước ngày 15/6/2022', {
    origin: { kind: 'inspection', id: 'i1/0', by: 'officer-2', at: '2022-05-10T02:00:00Z' },
  });
  const put = { to: plainDate('2022-06-20'), reason: 'Chờ tỉnh', asLeader: true };
  const occurrences: Occurrence[] = [
    postpone(plannedOccurrences(may.id, may.deadlines)[0]!, put, act('2022-05-12')).occurrence,
    ...plannedOccurrences(march.id, march.deadlines),
    complete(
      addEvidence(plannedOccurrences(added.id, added.deadlines)[0]!, {
        kind: 'note',
        reference: 'x',
        by: 'a',
        at: '2022-06-01T00:00:00Z',
      }),
      act('2022-06-01'),
      { needsEvidence: false },
    ).occurrence,
  ];
  const plan: Pick<Plan, 'tasks' | 'corrections'> = {
    tasks: [march, may, added],
    corrections: [
      {
        taskId: may.id,
        field: 'leads',
        before: ['VP'],
        after: ['Phòng Nội vụ'],
        reason: 'Phân công lại',
        by: 'officer-1',
        at: '2022-04-02T02:00:00Z',
      },
    ],
  };
  const compare = (from: string, to: string): Comparison => comparePlan(plan, occurrences, plainDate(from), plainDate(to));
  const told = (one: Comparison): unknown =>
    one.changes.map(({ kind, task: of, field, before, after, on }) => [kind, of.ref, field, before, after, on]);

  it('tells what was corrected, put off, added, done and missed, each with its day', () => {
    expect(told(compare('2022-03-01', '2022-06-10'))).toEqual([
      ['added', 'KP.1', 'task', null, 'Nhiệm vụ KP.1', '2022-05-10'],
      ['corrected', 'III.1', 'leads', ['VP'], ['Phòng Nội vụ'], '2022-04-02'],
      ['postponed', 'III.1', 'dueOn', '2022-05-31', '2022-06-20', '2022-05-12'],
      ['state', 'III.1', 'status', 'waiting', 'open', '2022-06-10'],
      ['state', 'II.1', 'status', 'open', 'overdue', '2022-06-10'],
      ['state', 'KP.1', 'status', null, 'completed', '2022-06-01'],
    ]);
  });

  it('nothing changed between a day and itself, and what happened on the first day is not told', () => {
    expect(told(compare('2022-05-12', '2022-05-12'))).toEqual([]);
    expect(told(compare('2022-05-12', '2022-05-20'))).toEqual([]);
  });

  it('counts on both days only what was there', () => {
    expect(compare('2022-05-01', '2022-06-30').counts).toEqual(
      expect.arrayContaining([
        { status: 'open', before: 1, after: 0 },
        { status: 'overdue', before: 1, after: 2 },
        { status: 'completed', before: 0, after: 1 },
      ]),
    );
  });
});
