import { PlainDate } from '@thongsuot/contracts';
import { formatVi } from '../plain-date';
import type { DeadlineFindingCode, Finding, FindingSeverity } from './finding';

function finding(code: DeadlineFindingCode, severity: FindingSeverity, vi: string, en: string, at?: string): Finding {
  return { code, severity, message: { vi, en }, ...(at === undefined ? {} : { at }) };
}

/** The findings of a deadline's wording, each with its one message; a task with a blocking one is withheld. */
export const deadlineFinding = {
  impossibleDate: (text: string, at?: string): Finding =>
    finding('impossible-date', 'blocking', `Trong lịch không có “${text}”`, `The calendar has no “${text}”`, at),
  unreadableDate: (text: string, at?: string): Finding =>
    finding('unreadable-date', 'blocking', `Không đọc được ngày: “${text}”`, `Unreadable date: “${text}”`, at),
  unreadableTime: (text: string, at?: string): Finding =>
    finding(
      'unreadable-time',
      'blocking',
      `Không hiểu thời gian thực hiện: “${text}”`,
      `The wording of the time is not understood: “${text}”`,
      at,
    ),
  missingTime: (): Finding =>
    finding('missing-time', 'blocking', 'Kế hoạch không ghi thời gian thực hiện', 'The plan gives no time for this task'),
  dateOnRestDay: (date: PlainDate, at?: string): Finding =>
    finding('date-on-rest-day', 'warning', `Ngày ${formatVi(date)} là ngày nghỉ`, `${formatVi(date)} is a day of rest`, at),
  stepBeforeCutoff: (dueOn: PlainDate, cutoff: PlainDate, at: string): Finding =>
    finding(
      'step-before-cutoff',
      'warning',
      `Hạn cuối ${formatVi(dueOn)} trước ngày chốt số liệu ${formatVi(cutoff)}`,
      `The last day ${formatVi(dueOn)} lies before the data cut-off ${formatVi(cutoff)}`,
      at,
    ),
  noDayAfterCutoff: (cutoff: PlainDate, at: string): Finding =>
    finding(
      'no-day-after-cutoff',
      'warning',
      `Hạn cuối trùng ngày chốt số liệu ${formatVi(cutoff)}, không còn ngày nào để lập báo cáo`,
      `The last day is the data cut-off ${formatVi(cutoff)}: no day is left to prepare the report`,
      at,
    ),
  recipientDiffers: (recipient: string, usual: string, at: string): Finding =>
    finding(
      'recipient-differs',
      'warning',
      `Nơi nhận “${recipient}” khác các kỳ còn lại (“${usual}”)`,
      `The recipient “${recipient}” differs from the other periods (“${usual}”)`,
      at,
    ),
  missingInternalStep: (period: string, at: string): Finding =>
    finding(
      'missing-internal-step',
      'warning',
      `Kỳ ${period} không có bước nội bộ như các kỳ còn lại`,
      `${period} has no internal step, the other periods do`,
      at,
    ),
  doubtfulQuarters: (): Finding =>
    finding(
      'doubtful-quarters',
      'warning',
      'Chỉ có quý I và quý IV: có thể là quý II và quý IV, cần đối chiếu bản gốc',
      'Only the first and fourth quarter: may read second and fourth, compare with the signed plan',
    ),
  yearAssumed: (year: number): Finding =>
    finding(
      'year-assumed',
      'info',
      `Thời gian không ghi năm, lấy năm kế hoạch ${String(year)}`,
      `No year is written, the plan's year ${String(year)} is taken`,
    ),
  yearDiffersFromPlan: (year: number, planYear: number, at?: string): Finding =>
    finding(
      'year-differs-from-plan',
      'warning',
      `Năm ${String(year)} khác năm kế hoạch ${String(planYear)}`,
      `The year ${String(year)} differs from the plan's year ${String(planYear)}`,
      at,
    ),
  damagedWording: (text: string): Finding =>
    finding(
      'damaged-wording',
      'warning',
      `Chữ bị nhận dạng sai dấu hoặc sai ký tự: “${text}”; đã đọc theo nghĩa gần nhất`,
      `The scan has damaged the letters: “${text}”; read by its nearest sense`,
    ),
} as const;
