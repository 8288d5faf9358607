import type { TaskItem } from '@thongsuot/contracts';
import { useState, type ReactNode } from 'react';
import { useDueTasks } from '../../api/queries';
import { daysBetween, endOfWeek, formatDay } from '../../format/format';
import { useTexts } from '../../i18n/language';
import { Loading, ProblemNotice } from '../../ui/notices';
import { UNIT } from './unit-texts';

const SHOWN_AT_FIRST = 10;
const TONES: Readonly<Record<TaskItem['status'], string>> = {
  withheld: 'warn',
  waiting: '',
  open: 'info',
  overdue: 'bad',
  completed: 'good',
  cancelled: '',
};

interface TasksSectionProps {
  readonly area: string;
  readonly on: string | undefined;
  /** Day looked from; undefined while it is not known. */
  readonly day: string | undefined;
}

/** What is due until Sunday and not done, late first, each with its deadline, lead and state. */
export function TasksSection({ area, on, day }: TasksSectionProps): ReactNode {
  const t = useTexts(UNIT);
  const until = endOfWeek(day ?? '1970-01-01');
  const { data, error, refetch } = useDueTasks(area, on, until, day !== undefined);
  return (
    <section className="section" aria-labelledby="viec-tuan">
      <h2 id="viec-tuan">{t.tasks}</h2>
      {data === undefined || day === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={error} retry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <p className="soft">{t.noTasks(formatDay(until))}</p>
      ) : (
        <TasksTable tasks={data} area={area} day={day} until={until} />
      )}
    </section>
  );
}

interface TasksTableProps {
  readonly tasks: readonly TaskItem[];
  readonly area: string;
  readonly day: string;
  readonly until: string;
}

function TasksTable({ tasks, area, day, until }: TasksTableProps): ReactNode {
  const t = useTexts(UNIT);
  const [all, setAll] = useState(false);
  const heads = t.taskHeads;
  const sorted = tasks.toSorted((one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? ''));
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST);
  const ofOthers = tasks.some((task) => task.area.code !== area);
  return (
    <>
      <div className="table-box">
        <table className="stacked">
          <caption>{t.tasksCaption(formatDay(until))}</caption>
          <thead>
            <tr>
              <th scope="col">{heads.due}</th>
              <th scope="col">{heads.task}</th>
              {ofOthers && <th scope="col">{heads.unit}</th>}
              <th scope="col">{heads.lead}</th>
              <th scope="col">{heads.state}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((task) => (
              <tr key={`${task.id} ${task.occurrence}`}>
                <td data-label={heads.due}>
                  {task.dueOn !== null && (
                    <>
                      <strong className="nowrap">{formatDay(task.dueOn)}</strong>{' '}
                      <span className="soft nowrap">({t.dueIn(daysBetween(day, task.dueOn))})</span>
                    </>
                  )}
                </td>
                <th scope="row" lang="vi">
                  <span className="soft">{task.ref}</span> {task.title}
                </th>
                {ofOthers && (
                  <td data-label={heads.unit} className="nowrap">
                    {task.area.name}
                  </td>
                )}
                <td data-label={heads.lead} lang="vi">
                  {task.leads.join('; ')}
                </td>
                <td>
                  <span className={`state ${TONES[task.status]}`}>{t.taskStates[task.status]}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < sorted.length && (
        <p className="actions">
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setAll(true);
            }}
          >
            {t.moreTasks(sorted.length - shown.length)}
          </button>
        </p>
      )}
    </>
  );
}
