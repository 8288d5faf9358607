import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { AreaChanged } from '@thongsuot/contracts';
import { EventBatchContext, type ReceivedEvent } from '@thongsuot/messaging';
import type { Tx } from '@thongsuot/mongo-store';
import { recordAreaChanges } from './area-changes';
import type { AreaFollower } from './area-follower';

/** DI token of {@link ActReaction}. */
export const ACT_REACTION = Symbol('act-reaction');

/** What a service does about acts in the very transaction that records them; bulk work is left to its ticker. */
export interface ActReaction {
  /** Null where the service keeps a tree of its own. */
  readonly follower: AreaFollower | null;
  readonly onActs: ((tx: Tx, acts: readonly AreaChanged[]) => Promise<void>) | null;
}

/** Acts of the directory, heard by every service that follows the areas. */
@Controller()
export class AreaEventsController {
  constructor(@Inject(ACT_REACTION) private readonly reaction: ActReaction) {}

  @EventPattern('directory', { events: ['area.changed'] })
  async onAreas(@Payload() events: ReceivedEvent[], @Ctx() context: EventBatchContext): Promise<void> {
    const { tx } = context.batch;
    const recorded = await recordAreaChanges(tx, events);
    if (recorded.length === 0) return;
    const { follower, onActs } = this.reaction;
    await onActs?.(
      tx,
      recorded.map(({ data }) => data),
    );
    context.batch.onCommitted(() => follower?.apply(recorded));
  }
}
