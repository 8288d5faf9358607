import { z } from 'zod';

/**
 * Name of a period. Reporting periods run from the 15th to the 14th: `2024-Q1`…`2024-Q3`, `2024-Y`; there is no report
 * for Q4. Calendar periods: `2024-M01`, `2024-C1`…`2024-C4`, `2024-CY`. The two calendars are never mixed.
 */
export const PeriodCode = z
  .string()
  .regex(/^\d{4}-(Q[1-3]|Y|M(0[1-9]|1[0-2])|C[1-4]|CY)$/)
  .brand('PeriodCode')
  .describe('Period, 2024-Q1 (15th to 14th) or 2024-M01, 2024-C1, 2024-CY (calendar)');
export type PeriodCode = z.infer<typeof PeriodCode>;
