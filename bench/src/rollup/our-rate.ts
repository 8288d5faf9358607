import { setTimeout as sleep } from 'node:timers/promises';
import type { AreaTree } from '@thongsuot/areas';
import { COUNTRY_CODE } from '@thongsuot/areas';
import { ManualClock } from '@thongsuot/calendar';
import { definition } from '@thongsuot/reporting';
import { startService } from '@thongsuot/service-kit';

/** How one run of the service went. */
export interface OurRate {
  readonly eventsPerSecond: number;
  /** Dossiers received in the country, as GET /rollups says after the run: proves that what was timed is right. */
  readonly received: number;
  readonly rollUpMs: number;
  readonly heapMb: number;
}

/** Starts the reporting service on an empty store and waits until all `count` events of its topic are in committed figures. */
export async function ourRate(env: NodeJS.ProcessEnv, tree: AreaTree, count: number): Promise<OurRate> {
  const service = await startService(definition, env, { tree, clock: new ManualClock('2024-03-20T02:00:00Z') });
  try {
    const consumer = service.running.consumer;
    if (!consumer) throw new Error('the service does not consume');
    while (!consumer.health().ready) await sleep(5);
    const started = performance.now();
    let heap = 0;
    for (;;) {
      const applied = (await consumer.positions())
        .filter(({ topic }) => topic.endsWith('.one-stop.events'))
        .reduce((sum, { position }) => sum + position.applied, 0);
      heap = Math.max(heap, process.memoryUsage().heapUsed);
      if (applied >= count) break;
      if (!consumer.health().live || performance.now() - started > 600_000) throw new Error(consumer.health().reasons.join('; '));
      await sleep(50);
    }
    const seconds = (performance.now() - started) / 1000;
    const token = await service.kit.tokens.sign({ subject: 'bench', role: 'administrator' }, '10m');
    const asked = performance.now();
    const url = `${service.url}/api/v1/rollups?area=${COUNTRY_CODE}&from=2023-12-01&to=2024-12-31&children=true`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const rollUp = (await response.json()) as { total?: { cells: { received: number } } };
    if (!rollUp.total) throw new Error(`GET /rollups answered ${JSON.stringify(rollUp)}`);
    return {
      eventsPerSecond: count / seconds,
      received: rollUp.total.cells.received,
      rollUpMs: performance.now() - asked,
      heapMb: heap / 2 ** 20,
    };
  } finally {
    await service.close();
  }
}
