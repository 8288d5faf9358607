import { daysBetween } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';

const NEAR_DAYS = 30;

/** True for a fact worth a message today: an import of old data fills no inbox. */
export function isNear(on: PlainDate, today: PlainDate): boolean {
  return Math.abs(daysBetween(on, today)) <= NEAR_DAYS;
}
