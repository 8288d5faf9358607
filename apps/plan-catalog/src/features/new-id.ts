import { systemClock } from '@thongsuot/calendar';
import { packIdAfter } from '@thongsuot/mongo-store';

/** Id of a new aggregate: a UUIDv7 of the machine's clock, so that ids sort by the order of recording. */
export function newId(): string {
  return packIdAfter(null, systemClock);
}
