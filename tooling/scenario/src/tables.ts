import type { AreaTree } from '@thongsuot/areas';
import { KON_TUM_2022, QUANG_TRI_2024 } from './generate/quarters';
import type { RunFile } from './launch/run-file';
import type { Api } from './play/api';
import { consistencyOf, settle } from './play/clockwork';
import { KON_RAY_PLAN } from './play/kon-ray';
import { PHUONG_2_PLAN } from './play/phuong-2';
import type { Progress } from './play/progress';
import { figureTables } from './print/figures';
import { planTables } from './print/plans';
import { reactionTables } from './print/reactions';
import { consistencyTable, whereToLook } from './print/where-to-look';

/** What the tables are read from. */
export interface TableSources {
  readonly api: Api;
  readonly run: RunFile;
  readonly tree: AreaTree;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Prints every table from what is stored, once all facts have arrived.
 * @returns whether all is as it must be: each identity holds, the services agree, each reaction was seen
 */
export async function printTables({ api, run, tree, progress, signal }: TableSources): Promise<boolean> {
  await settle(api, run.services, signal);
  const consistency = await consistencyOf(api);
  const out = (text: string): void => void process.stdout.write(`${text}\n`);
  out(await planTables(api, progress, KON_RAY_PLAN, KON_TUM_2022));
  out(await planTables(api, progress, PHUONG_2_PLAN, QUANG_TRI_2024));
  const reactions = await reactionTables(api, progress);
  out(reactions.text);
  const figures = await figureTables(api, tree);
  out(figures.text);
  out(consistencyTable(consistency));
  out(whereToLook(run));
  for (const missing of reactions.missing) out(`✗ không thấy / not seen: ${missing}`);
  return figures.broken.length === 0 && consistency.consistent && reactions.missing.length === 0;
}
