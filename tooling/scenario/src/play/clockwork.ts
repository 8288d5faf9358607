import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SERVICES } from '../launch/services';
import type { Api } from './api';
import { ADMINISTRATOR } from './stage';

const LOOK_EVERY_MS = 300;
const SETTLE_TIMEOUT_MS = 120_000;

/** What of `GET /consistency` the play and the tables need. */
export const Consistency = z.object({
  consistent: z.boolean(),
  services: z.array(
    z.looseObject({
      service: z.string(),
      unavailable: z.boolean().optional(),
      outbox: z.looseObject({ waitingPacks: z.number(), numbered: z.number() }).nullish(),
      parked: z.number().optional(),
      counts: z.record(z.string(), z.number()).optional(),
    }),
  ),
  flows: z.array(
    z.object({
      topic: z.string(),
      from: z.string(),
      to: z.string(),
      numbered: z.number(),
      applied: z.number(),
      equal: z.boolean(),
    }),
  ),
  agreements: z.array(
    z.object({
      what: z.string(),
      owner: z.string(),
      ownerCount: z.number(),
      reader: z.string(),
      readerCount: z.number(),
      equal: z.boolean(),
    }),
  ),
});
export type Consistency = z.infer<typeof Consistency>;

/** Asks the gateway what each service says of itself. */
export async function consistencyOf(api: Api): Promise<Consistency> {
  return Consistency.parse(await api.get('/consistency', ADMINISTRATOR));
}

/** Has every service do what its clock makes due. The gateway has no clock. */
export async function tickAll(api: Api, services: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all(
    SERVICES.map(async (service) => {
      const url = services[service];
      if (url !== undefined && service !== 'gateway') await api.postTo(`${url}/ops/tick`, ADMINISTRATOR);
    }),
  );
}

/**
 * Waits until every fact told so far has arrived: outboxes empty and all readers level with their writers, seen twice in a
 * row, because a reaction may tell a fact of its own.
 * @throws Error naming who lags when that takes longer than two minutes
 */
export async function settle(api: Api, signal: AbortSignal): Promise<Consistency> {
  const until = performance.now() + SETTLE_TIMEOUT_MS;
  let before = '';
  for (;;) {
    const seen = await consistencyOf(api);
    const lagging = laggingOf(seen);
    const numbers = JSON.stringify(seen.flows);
    if (lagging.length === 0 && numbers === before) return seen;
    before = numbers;
    if (performance.now() > until) throw new Error(`Sự kiện chưa đến hết / events have not all arrived: ${lagging.join('; ')}`);
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

function laggingOf({ services, flows }: Consistency): string[] {
  return [
    ...services.filter(({ unavailable }) => unavailable === true).map(({ service }) => `${service}: unavailable`),
    ...services
      .filter(({ outbox }) => (outbox?.waitingPacks ?? 0) > 0)
      .map(({ service, outbox }) => `${service}: ${outbox?.waitingPacks ?? 0} packs wait`),
    ...flows.filter(({ equal }) => !equal).map(({ from, to, numbered, applied }) => `${from} → ${to}: ${applied}/${numbered}`),
  ];
}
