import type { PlainDate } from '@thongsuot/contracts';
import type { UnitOfWork } from '@thongsuot/mongo-store';
import { TASKS } from '../../adapters/store/collections';
import type { TaskDoc } from '../../adapters/store/documents';
import { saveMoved } from '../../adapters/store/task-writes';
import { tick } from '../../domain/task/transitions';

const LINES_A_TICK = 200;

/**
 * Opens what begins and marks overdue what was missed by the start of `asOf`, at most 200 occurrences a call.
 *
 * @returns how many moved; 0 when nothing is left to move
 */
export function tickTasks(unitOfWork: UnitOfWork, asOf: PlainDate): Promise<number> {
  return unitOfWork.run(async (tx) => {
    const due = await tx
      .collection<TaskDoc>(TASKS)
      .find({ nextAt: { $lte: asOf } }, { session: tx.session })
      .sort({ nextAt: 1 })
      .limit(LINES_A_TICK)
      .toArray();
    const moves = due.flatMap((line) => {
      const [moved] = line.occurrence === null ? [] : tick([line.occurrence], asOf);
      return moved === undefined ? [] : [{ line, moved }];
    });
    await saveMoved(tx, moves);
    return moves.length;
  });
}
