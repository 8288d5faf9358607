import { plainDate, type TaskStateName } from '@thongsuot/contracts';
import { waitsOf, type Sequenced } from './sequence';

const task = (ref: string, dependsOn: string[], status: TaskStateName, dueOn: string | null): Sequenced => ({
  ...{ ref, dependsOn },
  occurrences: [{ status, dueOn: dueOn === null ? null : plainDate(dueOn) }],
});

describe('tasks that come after others', () => {
  it('wait for what is not done; a predecessor put off past its successor is told with its day', () => {
    const tasks = [
      task('III.1', [], 'open', '2022-10-20'),
      task('III.2', ['III.1'], 'waiting', '2022-09-30'),
      task('VII.1', [], 'completed', '2022-12-31'),
      task('VII.6', ['VII.1'], 'waiting', '2022-06-30'),
      task('II.2', [], 'withheld', null),
      task('II.3', ['II.2', 'XX.9'], 'waiting', '2022-06-29'),
    ];
    expect([...waitsOf(tasks)]).toEqual([
      ['III.2', [{ ref: 'III.1', status: 'open', dueAfter: '2022-10-20' }]],
      ['II.3', [{ ref: 'II.2', status: 'withheld', dueAfter: null }]],
    ]);
  });
});
