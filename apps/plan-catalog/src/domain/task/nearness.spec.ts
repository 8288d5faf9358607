import { parseDeadlines, vietnamCalendar } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { nearness } from './nearness';
import { plannedOccurrences, type Occurrence } from './occurrence';

const calendar = vietnamCalendar();
const rules = [{ validFrom: plainDate('2010-10-14'), validTo: null, workingDays: 5 }];
const due = (raw: string): Occurrence => plannedOccurrences('t', parseDeadlines(raw, { planYear: 2024 }).deadlines)[0]!;

describe('how near a due day is', () => {
  it.each([
    // Tết 2024: 08/02 to 14/02 are days off, so eight calendar days hold three working days.
    ['Chậm nhất ngày 16/02/2024', '2024-02-07', 2, true],
    ['Chậm nhất ngày 15/3/2024', '2024-03-08', 5, true],
    ['Chậm nhất ngày 15/3/2024', '2024-03-07', 6, false],
    ['Chậm nhất ngày 15/3/2024', '2024-03-15', 0, true],
    ['Chậm nhất ngày 15/3/2024', '2024-03-19', -2, false],
    ['Thường xuyên', '2024-03-19', null, false],
  ])('%s on %s: %s working days left', (raw, today, workingDaysLeft, dueSoon) => {
    expect(nearness(due(raw), plainDate(today), calendar, rules)).toEqual({ workingDaysLeft, dueSoon });
  });

  it('tells nothing of what is done, and warns of nothing without a threshold in force', () => {
    const done = { ...due('Chậm nhất ngày 15/3/2024'), state: 'completed' as const };
    expect(nearness(done, plainDate('2024-03-14'), calendar, rules)).toEqual({ workingDaysLeft: null, dueSoon: false });
    expect(nearness(due('Chậm nhất ngày 15/3/2024'), plainDate('2024-03-14'), calendar, []).dueSoon).toBe(false);
  });
});
