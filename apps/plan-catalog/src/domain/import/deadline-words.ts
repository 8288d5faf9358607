import { formatVi, type Deadline } from '@thongsuot/calendar';

const QUARTERS: Readonly<Record<string, string>> = { '1': 'I', '2': 'II', '3': 'III', '4': 'IV' };

/** What a wording was understood to mean, in one line for the person who checks it. */
export function deadlineWords(deadline: Deadline): string {
  switch (deadline.kind) {
    case 'fixed':
      return `Hạn cuối ${formatVi(deadline.dueOn)}`;
    case 'month':
      return periodWords(deadline.month.replace('-', '-M'));
    case 'quarter':
      return periodWords(deadline.quarter);
    case 'year':
      return `Năm ${deadline.year}`;
    case 'continuous':
      return `Thường xuyên, ${formatVi(deadline.from)} – ${formatVi(deadline.to)}`;
    case 'recurring':
      return deadline.occurrences
        .map(({ period, steps }) => {
          const days = steps.map(({ recipient, dueOn }) => `${recipient === undefined ? '' : `${recipient} `}${formatVi(dueOn)}`);
          return `${periodWords(period)}${days.length === 0 ? '' : ` (hạn cuối ${days.join('; ')})`}`;
        })
        .join(', ');
    case 'per-plan':
      return `Theo ${deadline.reference}`;
    case 'event':
      return `Khi ${deadline.trigger}${deadline.workingDays === undefined ? '' : `, trong ${deadline.workingDays} ngày làm việc`}`;
    case 'on-request':
      return 'Khi có yêu cầu';
  }
}

function periodWords(period: string): string {
  const [, year = '', kind = '', number = ''] = /^(\d{4})-([QMHY])(\d*)$/u.exec(period) ?? [];
  if (kind === 'Q') return `Quý ${QUARTERS[number] ?? number}/${year}`;
  if (kind === 'M') return `Tháng ${number}/${year}`;
  if (kind === 'H') return `6 tháng ${number === '1' ? 'đầu' : 'cuối'} năm ${year}`;
  return `Năm ${year}`;
}
