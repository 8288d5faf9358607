import type { AreaVersionId, MessageKind } from '@thongsuot/contracts';
import type { IndexSpec } from '@thongsuot/mongo-store';

export const WEBHOOKS = 'webhooks';

/** A secret that is signed with; the older of two until its day has passed. */
export interface WebhookSecret {
  readonly sealed: string;
  /** Machine's clock; null is the newest. */
  readonly until: Date | null;
}

/** A subscription. */
export interface WebhookDoc {
  readonly _id: string;
  readonly rev: number;
  readonly url: string;
  readonly area: AreaVersionId;
  readonly kinds: readonly MessageKind[];
  readonly description: string;
  readonly state: 'active' | 'paused' | 'disabled';
  readonly failuresInRow: number;
  readonly lastError: string | null;
  readonly secrets: readonly WebhookSecret[];
}

export const webhookIndexes: readonly IndexSpec[] = [
  { collection: WEBHOOKS, name: 'area', keys: { area: 1, state: 1 }, serves: 'subscriptions of areas that a message lies in' },
  { collection: WEBHOOKS, name: 'state', keys: { state: 1 }, serves: 'subscriptions disabled by the system' },
];
