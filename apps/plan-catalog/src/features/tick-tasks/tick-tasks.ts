import type { PlainDate } from '@thongsuot/contracts';
import { tick } from '../../domain/task/transitions';
import type { Work } from '../ports';

const LINES_A_TICK = 200;

/**
 * Opens what begins and marks overdue what was missed by the start of `asOf`, at most 200 occurrences a call.
 *
 * @returns how many moved; 0 when nothing is left to move
 */
export async function tickTasks(work: Work, asOf: PlainDate): Promise<number> {
  const moves = (await work.tasks.toMove(asOf, LINES_A_TICK)).flatMap((line) => {
    const [moved] = line.occurrence === null ? [] : tick([line.occurrence], asOf);
    return moved === undefined ? [] : [{ line, moved }];
  });
  await work.tasks.save(moves);
  return moves.length;
}
