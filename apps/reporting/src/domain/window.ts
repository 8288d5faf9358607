import { PeriodError, freePeriod, halfMonthOf, halfMonthsOf, parsePeriod, type Period } from '@thongsuot/calendar';
import { ProblemError, type PlainDate } from '@thongsuot/contracts';
import type { HalfRange } from './member-rows';

/** A period of figures, and the half-months it is made of. */
export interface FigureWindow {
  readonly period: Period;
  readonly halves: HalfRange;
}

/** What a request says of its window. */
export interface AskedWindow {
  readonly period?: string | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

/**
 * The window asked for, by code or by its two days.
 * @throws ProblemError `period-not-reported`, or `period-invalid` also where it cuts a half-month, which figures are kept by
 */
export function windowOf({ period, from, to }: AskedWindow): FigureWindow {
  const found = readPeriod(period, from, to);
  if (halfMonthsOf(found).remainder.length > 0) {
    throw new ProblemError('period-invalid', {
      detail:
        'Số liệu giữ theo nửa tháng (1–14, 15–cuối tháng): from phải là ngày 1 hoặc 15, to là ngày 14 hoặc ngày cuối tháng / ' +
        'Figures are kept by half-months (1–14, 15–end): from must be the 1st or 15th, to the 14th or the last of a month',
    });
  }
  return { period: found, halves: { from: halfMonthOf(found.from), to: halfMonthOf(found.to) } };
}

function readPeriod(period: string | undefined, from: PlainDate | undefined, to: PlainDate | undefined): Period {
  try {
    if (period !== undefined && from === undefined && to === undefined) return parsePeriod(period);
    if (period === undefined && from !== undefined && to !== undefined) return freePeriod(from, to);
  } catch (error) {
    if (!(error instanceof PeriodError)) throw error;
    throw new ProblemError(error.code === 'period-not-reported' ? 'period-not-reported' : 'period-invalid', {
      detail: error.message,
    });
  }
  throw new ProblemError('period-invalid', {
    detail: 'Cần period, hoặc cả from và to / Give period, or both from and to',
  });
}
