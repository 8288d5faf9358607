import type { Store } from '@thongsuot/mongo-store';
import { systemClock } from '@thongsuot/calendar';
import { Counter, Gauge, type Registry } from 'prom-client';
import { effectRows, type Effect, type EffectState } from './effect';
import type { EffectOutcome } from './effect-runner';

/** How the effects of one kind stand. */
export interface EffectFigures {
  readonly queued: number;
  readonly sending: number;
  readonly failed: number;
  /** Seconds since the oldest that waits was queued; 0 where none waits. */
  readonly oldestSeconds: number;
}

/** Counts along the index; `sent` ones are counted by {@link effectMetrics}, not read off the store. */
export async function effectFigures(store: Pick<Store, 'collection'>, kind: string): Promise<EffectFigures> {
  const rows = effectRows(store);
  const count = (state: EffectState): Promise<number> => rows.countDocuments({ kind, state });
  const [queued, sending, failed, oldest] = [
    await count('queued'),
    await count('sending'),
    await count('failed'),
    await rows.findOne({ kind, state: { $in: ['queued', 'sending'] as EffectState[] } }, { sort: { queuedAt: 1 } }),
  ];
  const waitedMs = oldest === null ? 0 : systemClock.now().getTime() - oldest.queuedAt.getTime();
  return { queued, sending, failed, oldestSeconds: Math.max(0, Math.round(waitedMs / 1000)) };
}

/** Measures effects of these kinds; answers what an {@link EffectRunner} tells its outcomes. */
export function effectMetrics(
  registry: Registry,
  service: string,
  { store, kinds }: { readonly store: Pick<Store, 'collection'>; readonly kinds: readonly string[] },
): (effect: Effect, outcome: EffectOutcome) => void {
  const registers = [registry];
  // A store out of reach leaves the last figures; the rest of /metrics is told all the same.
  const findFigures = (kind: string): Promise<EffectFigures | null> => effectFigures(store, kind).catch(() => null);
  const ended = new Counter({
    name: 'thongsuot_effects_total',
    help: 'Attempts at effects by how they ended: sent, retry, failed',
    labelNames: ['service', 'kind', 'outcome'],
    registers,
  });
  new Gauge({
    name: 'thongsuot_effects',
    help: 'Effects by state: queued, sending, failed',
    labelNames: ['service', 'kind', 'state'],
    registers,
    async collect() {
      for (const kind of kinds) {
        const figures = await findFigures(kind);
        if (figures === null) continue;
        for (const state of ['queued', 'sending', 'failed'] as const) this.set({ service, kind, state }, figures[state]);
      }
    },
  });
  new Gauge({
    name: 'thongsuot_effects_oldest_seconds',
    help: 'Age of the oldest effect that waits',
    labelNames: ['service', 'kind'],
    registers,
    async collect() {
      for (const kind of kinds) {
        const figures = await findFigures(kind);
        if (figures !== null) this.set({ service, kind }, figures.oldestSeconds);
      }
    },
  });
  return ({ kind }, outcome) => {
    ended.inc({ service, kind, outcome });
  };
}
