import { daysBetween } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';

/** Documents reach an office, and registers, some weeks late; what is older came with an import of old data. */
const NEAR_DAYS = 30;

/** True for a fact that still calls for a reaction today: of the last thirty days and not of days to come. */
export function isNear(on: PlainDate, today: PlainDate): boolean {
  const age = daysBetween(on, today);
  return age >= 0 && age <= NEAR_DAYS;
}
