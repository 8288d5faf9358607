import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { SERVICES } from '../launch/services';
import type { Api } from './api';
import { ADMINISTRATOR } from './stage';

const LOOK_EVERY_MS = 300;
const STILL_TIMEOUT_MS = 120_000;

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

/** What a service says of what it sent and read (`GET /ops/flow`); counts are left to `/consistency`, they cost too much here. */
const FlowStatement = z.looseObject({
  service: z.string(),
  outbox: z.looseObject({ waitingPacks: z.number(), numbered: z.number() }).nullable(),
  read: z.array(z.looseObject({ topic: z.string(), applied: z.number() })),
});
type FlowStatement = z.infer<typeof FlowStatement>;

/**
 * Waits until every fact told so far has arrived: outboxes empty and all readers level with their writers, seen twice in a
 * row, because a reaction may tell a fact of its own.
 * @throws Error naming who lags when nothing moves for two minutes
 */
export async function settle(api: Api, services: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  let before = '';
  let wasLevel = false;
  let moved = performance.now();
  for (;;) {
    const seen = await flowsOf(api, services);
    const lagging = laggingOf(seen);
    const numbers = JSON.stringify(seen.map(({ outbox, read }) => [outbox?.numbered, read.map(({ applied }) => applied)]));
    if (lagging.length === 0 && wasLevel && numbers === before) return;
    if (numbers !== before) moved = performance.now();
    wasLevel = lagging.length === 0;
    before = numbers;
    if (performance.now() > moved + STILL_TIMEOUT_MS) {
      throw new Error(`Sự kiện chưa đến hết / events have not all arrived: ${lagging.join('; ')}`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function flowsOf(api: Api, services: Readonly<Record<string, string>>): Promise<FlowStatement[]> {
  const asked = SERVICES.filter((service) => service !== 'gateway').map(async (service) => {
    return FlowStatement.parse(await api.getFrom(`${services[service] ?? ''}/ops/flow`, ADMINISTRATOR));
  });
  return Promise.all(asked);
}

function laggingOf(statements: readonly FlowStatement[]): string[] {
  const waiting = statements
    .filter(({ outbox }) => (outbox?.waitingPacks ?? 0) > 0)
    .map(({ service, outbox }) => `${service}: ${outbox?.waitingPacks ?? 0} packs wait`);
  const behind = statements.flatMap((reader) => {
    const topics = [...new Set(reader.read.map(({ topic }) => topic))];
    return topics.flatMap((topic) => {
      const numbered = statements.find(({ service }) => topic.endsWith(`.${service}.events`))?.outbox?.numbered;
      const applied = reader.read.filter((row) => row.topic === topic).reduce((sum, row) => sum + row.applied, 0);
      return numbered === undefined || numbered === applied ? [] : [`${topic} → ${reader.service}: ${applied}/${numbered}`];
    });
  });
  return [...waiting, ...behind];
}
