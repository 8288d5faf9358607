import { ProblemError } from '@thongsuot/contracts';
import type { TaskDoc } from '../../features/records';

/**
 * The occurrence named; else the unfinished one that is due next, else the last one.
 *
 * @param lines of one task, by due day
 * @throws ProblemError `not-found`
 */
export function namedLine(lines: readonly TaskDoc[], occurrence: string | undefined): TaskDoc {
  const unfinished = lines.find((line) => line.status !== 'completed' && line.status !== 'cancelled');
  const line = occurrence === undefined ? (unfinished ?? lines.at(-1)) : lines.find((one) => one.key === occurrence);
  if (line === undefined) throw new ProblemError('not-found');
  return line;
}
