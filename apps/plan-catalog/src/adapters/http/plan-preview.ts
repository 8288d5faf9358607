import type { PlanPreview } from '@thongsuot/contracts';
import type { PlanField } from '../../domain/import/columns';
import { deadlineWords } from '../../domain/import/deadline-words';
import type { PlanTask } from '../../domain/plan/plan';
import type { PlanDoc } from '../../features/records';
import { findingView } from './views';

/** What the file says beside what was read from it; a draft that is not stored has no ids. */
export function previewOf(plan: PlanDoc, stored = true): PlanPreview {
  const corrected = new Set(plan.corrections.map(({ taskId, field }) => `${taskId} ${field}`));
  let index = 0;
  return {
    planId: stored ? plan._id : null,
    sections: plan.source.sections.map(({ number, name, tasks }) => ({
      number,
      name,
      tasks: tasks.flatMap((imported) => {
        const task = plan.tasks[index];
        index += 1;
        if (task === undefined) return [];
        // Plans imported before raw rows were kept have none.
        const raw = imported.raw ?? [];
        return [
          {
            ...{ id: stored ? task.id : null, ref: task.ref, state: task.state, confidence: imported.confidence },
            rows: raw.map((row) => row.row),
            cells: raw.flatMap(({ row, cells }) =>
              cells.map((cell) => ({
                ...{ row, ...cell },
                became: becameOf(task, imported.number, cell.field),
                corrected: corrected.has(`${task.id} ${cell.field ?? ''}`),
              })),
            ),
            deadlines: [...task.deadlines],
            findings: task.findings.map(findingView),
          },
        ];
      }),
    })),
    findings: plan.findings.map(findingView),
  };
}

function becameOf(task: PlanTask, number: number, field: PlanField | null): string[] {
  switch (field) {
    case 'number':
      return [`${number}`];
    case 'title':
      return [task.title];
    case 'leads':
    case 'coordinators':
    case 'products':
      return [...task[field]];
    case 'time':
      return task.deadlines.map(deadlineWords);
    case null:
      return [];
  }
}
