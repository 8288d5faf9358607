import { createServer, type IncomingMessage } from 'node:http';
import { systemClock } from '@thongsuot/calendar';
import { AreaVersionId, SurveyInvited, Uuid } from '@thongsuot/contracts';
import { OutboxRelay } from '@thongsuot/messaging';
import { Commands, OutboxRelayStore, SessionPool, UnitOfWork, hashOf, type Tx } from '@thongsuot/mongo-store';
import { z } from 'zod';
import { ACCOUNTS, PARTITIONS, faultSetting, openStore, trouble, type AreaTotal } from './setting';

/** A command of the fault test: `events` facts for each of `areas`. */
export const FaultCommand = z.object({ areas: z.array(AreaVersionId).min(1), events: z.number().int().min(1) });
export type FaultCommand = z.infer<typeof FaultCommand>;

/** Writes each area's state and emits its events, as any command of the system does. */
async function perform(tx: Tx, key: string, { areas, events }: FaultCommand): Promise<{ total: number }> {
  let total = 0;
  for (const area of areas) {
    const accounts = tx.collection<AreaTotal>(ACCOUNTS);
    const before = await accounts.findOne({ _id: area }, { session: tx.session });
    const lastPackId = tx.stamp(before?.lastPackId);
    await accounts.updateOne(
      { _id: area },
      { $inc: { total: events, events }, $set: { lastPackId } },
      { upsert: true, session: tx.session },
    );
    total += (before?.total ?? 0) + events;
    for (let each = 0; each < events; each++) {
      const invitationId = Uuid.parse(key);
      const data = {
        invitationId,
        unit: { areaVersion: area, agency: null },
        procedureCode: null,
        invitedOn: systemClock.today(),
      };
      tx.emit(SurveyInvited, { subject: area, key: area, data });
    }
  }
  tx.audit({ actor: 'fault-test', action: 'invite', subject: areas.join(' ') });
  return { total };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function main(): Promise<void> {
  const { env, topic, log } = faultSetting();
  const store = await openStore(env.MONGODB_URI, `${env.NAMESPACE}-commands`);
  const pool = await SessionPool.open(store, env.PROCESS_ID, 6);
  const relay = new OutboxRelay({
    store,
    outbox: new OutboxRelayStore(store, env.PROCESS_ID, PARTITIONS),
    log,
    topic,
    sourcePrefix: '/faults/satisfaction-survey',
    onTrouble: (error) => {
      trouble('relay', error.message);
    },
  });
  const publishing = {
    partitions: PARTITIONS,
    clock: systemClock,
    onCommitted: () => {
      relay.nudge();
    },
  };
  const commands = new Commands(new UnitOfWork(store, pool, publishing));
  relay.start();
  createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    bodyOf(request)
      .then((body) =>
        commands.run({ caller: 'client', route: 'invite', key, bodyHash: hashOf(body) }, (tx) =>
          perform(tx, key, FaultCommand.parse(JSON.parse(body))),
        ),
      )
      .then(({ answer, replayed }) => response.writeHead(200).end(JSON.stringify({ ...answer, replayed })))
      .catch((error: unknown) => {
        trouble('command', String(error));
        response.writeHead(503).end(String(error));
      });
  }).listen(env.PORT, '127.0.0.1');
}

if (require.main === module) void main();
