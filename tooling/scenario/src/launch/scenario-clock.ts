import { instantOf } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { readJsonFile, writeJsonFile } from './files';
import { scenarioPaths } from './project';

const EVENING_MINUTE = 17 * 60 + 30;
/** The services look at the file every 250 ms. */
const SEEN_AFTER_MS = 275;

/** Sets every service's clock to 17:30 of a day, when the desks have closed, and waits until they have seen it. */
export async function setScenarioDay(day: PlainDate): Promise<void> {
  const now = instantOf(day, EVENING_MINUTE).toISOString();
  const { clockFile } = scenarioPaths();
  if ((readJsonFile(clockFile) as { now?: unknown } | undefined)?.now === now) return;
  writeJsonFile(clockFile, { now });
  await sleep(SEEN_AFTER_MS);
}
