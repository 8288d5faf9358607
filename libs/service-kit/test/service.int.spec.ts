import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AreaVersionId, ApologySent, endpoint, plainDate } from '@thongsuot/contracts';
import { EventBatchContext, eventsOf, type ReceivedEvent } from '@thongsuot/messaging';
import type { CommandKey } from '@thongsuot/mongo-store';
import { cleanAfterFile, serviceEnv, waitUntil } from '@thongsuot/testing';
import { z } from 'zod';
import { From, Handles, Input, Key, Kit, startService, type Caller, type RunningService } from '../src';

const Note = z.object({ text: z.string().min(1), area: z.string() });
const addNote = endpoint({
  id: 'one-stop.addNote',
  service: 'one-stop',
  method: 'POST',
  path: '/notes',
  summary: { vi: 'Ghi chú', en: 'Add a note' },
  access: { roles: ['officer', 'administrator'] },
  bodyKind: 'json',
  body: Note,
  answer: z.object({ count: z.number() }),
  status: 201,
});

@Controller()
class NotesController {
  constructor(private readonly kit: Kit) {}

  @Handles(addNote)
  async add(
    @Input() input: { body: z.infer<typeof Note> },
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<{ count: number }> {
    const { answer } = await this.kit.commands.run(key, async (tx) => {
      const notes = tx.collection<{ _id: string; text: string; by: string }>('notes');
      const lastPackId = tx.stamp(null);
      await notes.insertOne({ _id: lastPackId, text: input.body.text, by: caller.subject }, { session: tx.session });
      tx.emit(ApologySent, {
        subject: input.body.text,
        key: '19360.open',
        data: {
          dossierCode: input.body.text,
          unit: { areaVersion: AreaVersionId.parse('19360.open'), agency: null },
          kind: 'letter',
          sentOn: plainDate('2024-01-02'),
          dueOn: plainDate('2024-01-04'),
          newDueOn: null,
          inTime: true,
        },
      });
      tx.audit({ actor: caller.subject, action: addNote.id, subject: input.body.text });
      return { count: await notes.countDocuments({}, { session: tx.session }) };
    });
    return answer;
  }

  @EventPattern('one-stop', { events: ['apology.sent'] })
  async onEvents(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tx } = context.batch;
    for (const event of eventsOf(events, ApologySent)) {
      await tx
        .collection<{ _id: string; n: number }>('seen')
        .updateOne({ _id: event.data.dossierCode }, { $inc: { n: 1 } }, { upsert: true, session: tx.session });
    }
  }
}

describe('a service', () => {
  let service: RunningService;
  let token: string;

  const start = async (more: NodeJS.ProcessEnv = {}): Promise<RunningService> =>
    startService({ name: 'one-stop', controllers: [NotesController], collections: ['notes', 'seen'] }, await serviceEnv(more));
  beforeAll(async () => {
    service = await start();
    token = await service.kit.tokens.sign({ subject: 'officer-1', role: 'officer', area: '19360' }, '10m');
  });
  afterAll(() => service.close());
  // After the services are closed: topics that vanish under a reader keep it from closing.
  cleanAfterFile();

  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${service.url}/api/v1/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
    });

  it('answers a repeated command with its first answer and applies its event once', async () => {
    const first = await post({ text: 'a', area: '19360' }, { 'idempotency-key': 'k1' });
    const again = await post({ text: 'a', area: '19360' }, { 'idempotency-key': 'k1' });
    expect([first.status, await first.json()]).toEqual([201, { count: 1 }]);
    expect([again.status, await again.json()]).toEqual([201, { count: 1 }]);
    const seen = service.kit.store.collection<{ _id: string; n: number }>('seen');
    await waitUntil(async () => (await seen.findOne({ _id: 'a' }))?.n === 1, { timeoutMs: 20_000 });
    expect(await service.kit.store.collection('audit').countDocuments()).toBe(1);
  });

  it('refuses another body under the same key, a missing token, a foreign role and a wrong body, each as a problem', async () => {
    await post({ text: 'b', area: '19360' }, { 'idempotency-key': 'k2' });
    const reused = await post({ text: 'c', area: '19360' }, { 'idempotency-key': 'k2' });
    expect([reused.status, ((await reused.json()) as { code: string }).code]).toEqual([422, 'idempotency-key-reused']);
    expect((await fetch(`${service.url}/api/v1/notes`, { method: 'POST' })).status).toBe(401);
    const portal = await service.kit.tokens.sign({ subject: 'p', role: 'portal' }, '10m');
    expect((await post({ text: 'x', area: 'y' }, { authorization: `Bearer ${portal}` })).status).toBe(403);
    const wrong = await post({ area: 1 });
    expect(wrong.status).toBe(400);
    expect(wrong.headers.get('content-type')).toContain('application/problem+json');
    expect(((await wrong.json()) as { errors: { pointer: string }[] }).errors.map((each) => each.pointer)).toEqual([
      '/text',
      '/area',
    ]);
  });

  it('tells its health and metrics, and its operations to administrators only', async () => {
    await waitUntil(async () => (await fetch(`${service.url}/health/ready`)).status === 200, { timeoutMs: 10_000 });
    expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/metrics`)).text()).toContain('thongsuot_http_request_seconds');
    expect((await fetch(`${service.url}/ops/consistency`)).status).toBe(401);
    const admin = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
    const told = (await (
      await fetch(`${service.url}/ops/consistency`, { headers: { authorization: `Bearer ${admin}` } })
    ).json()) as { outbox: { numbered: number } };
    expect(told.outbox.numbered).toBeGreaterThanOrEqual(1);
    expect((await fetch(`${service.url}/nowhere`)).status).toBe(404);
  });

  it('begins a new stream at its start after a restore, once, and its facts arrive', async () => {
    const streamId = async (): Promise<string | null | undefined> => (await service.running.outbox?.status())?.streamId;
    const before = await streamId();
    const ids = [before];
    for (const name of ['backup of 02:00', 'backup of 02:00']) {
      await service.close();
      service = await start({ RESTORED_FROM: name });
      ids.push(await streamId());
    }
    expect([before === ids[1], ids[1] === ids[2]]).toEqual([false, true]);
    expect((await post({ text: 'restored', area: '19360' })).status).toBe(201);
    const seen = service.kit.store.collection<{ _id: string; n: number }>('seen');
    await waitUntil(async () => (await seen.findOne({ _id: 'restored' }))?.n === 1, { timeoutMs: 20_000 });
  }, 60_000);
});
