import type { AreaTree } from '@thongsuot/areas';
import type { AreaVersionId } from '@thongsuot/contracts';
import type { Store, Tx } from '@thongsuot/mongo-store';
import type { TemplateBook } from '../../domain/template';
import type { Follower, Held, SpreadMessage } from '../../features/ports';
import type { ReleaseWork } from '../../features/release-held/release-held';
import type { SpreadWork } from '../../features/spread-messages/spread-messages';
import { INBOX, type InboxDoc } from './collections';
import { heldId, outgoingIn } from './outgoing';
import { HELD, PEOPLE, type HeldDoc, type PersonDoc } from './people';
import { WEBHOOKS, type WebhookDoc } from './webhooks';

/** What both features work with. */
export interface Surroundings {
  readonly tree: AreaTree;
  readonly templates: TemplateBook;
  readonly publicUrl: string | undefined;
  readonly now: Date;
  /** False where no mail server is configured: nobody is written to. */
  readonly mails: boolean;
}

const DIGEST_ROWS_MAX = 2000;

/** True where messages are to be handed on. */
export async function anyToSpread(store: Pick<Store, 'collection'>): Promise<boolean> {
  return (await store.collection<InboxDoc>(INBOX).findOne({ spread: 'new' }, { projection: { _id: 1 } })) !== null;
}

/** True where something is to be let go. */
export async function anyToRelease(store: Pick<Store, 'collection'>, now: Date): Promise<boolean> {
  const filter = { releaseAt: { $lte: now } };
  return (await store.collection<HeldDoc>(HELD).findOne(filter, { projection: { _id: 1 } })) !== null;
}

export function spreadWorkIn(tx: Tx, around: Surroundings): SpreadWork {
  const { session } = tx;
  const inbox = tx.collection<InboxDoc>(INBOX);
  return {
    ...around,
    outgoing: outgoingIn(tx),
    toSpread: async (max) =>
      (await inbox.find({ spread: 'new' }, { session }).sort({ order: 1 }).limit(max).toArray()).map(spreadMessage),
    markSpread: async (ids) => {
      await inbox.updateMany({ _id: { $in: [...ids] } }, { $set: { spread: 'done' } }, { session });
    },
    followers: async (watched) => {
      if (!around.mails) return [];
      const docs = await tx
        .collection<PersonDoc>(PEOPLE)
        .find({ watch: { $in: [...watched] } }, { session })
        .toArray();
      return docs.filter(({ address }) => address !== null).map(follower);
    },
    subscriptions: async (areas) => {
      const filter = { area: { $in: areas as AreaVersionId[] }, state: 'active' as const };
      const docs = await tx.collection<WebhookDoc>(WEBHOOKS).find(filter, { session }).toArray();
      return docs.map(({ _id, area, kinds }) => ({ id: _id, area, kinds }));
    },
  };
}

export function releaseWorkIn(tx: Tx, around: Surroundings): ReleaseWork {
  const { session } = tx;
  const held = tx.collection<HeldDoc>(HELD);
  return {
    ...around,
    outgoing: outgoingIn(tx),
    toRelease: (now, max) =>
      held
        .find({ releaseAt: { $lte: now } }, { session })
        .sort({ releaseAt: 1 })
        .limit(max)
        .toArray(),
    digestOf: (person, releaseAt) => held.find({ person, releaseAt, digest: true }, { session }).limit(DIGEST_ROWS_MAX).toArray(),
    remove: async (rows: readonly Held[]) => {
      await held.deleteMany({ _id: { $in: rows.map(heldId) } }, { session });
    },
    people: async (ids) => {
      const docs = await tx
        .collection<PersonDoc>(PEOPLE)
        .find({ _id: { $in: [...ids] } }, { session })
        .toArray();
      return docs.filter(({ address }) => address !== null).map(follower);
    },
    messages: async (ids) =>
      (
        await tx
          .collection<InboxDoc>(INBOX)
          .find({ _id: { $in: [...ids] } }, { session })
          .toArray()
      ).map(spreadMessage),
  };
}

function follower({ _id, choices, watch }: PersonDoc): Follower {
  return { id: _id, choices, watch };
}

function spreadMessage(doc: InboxDoc): SpreadMessage {
  const { _id, kind, unit, areaName, areaVersion, areaCode, areaPath, title, on, dueOn, link } = doc;
  const { variables, severity, channels, urgent } = doc;
  return {
    ...{ id: _id, kind, unit, areaName, areaVersion, areaCode, areaPath, title, on, dueOn, link },
    ...{ variables, severity, channels, urgent },
  };
}
