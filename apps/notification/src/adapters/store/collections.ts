import type { AreaVersionId, MessageChannel, MessageKind, PlainDate } from '@thongsuot/contracts';
import type { IndexSpec } from '@thongsuot/mongo-store';
import { effectIndexes } from '@thongsuot/messaging';
import { passesOnIndex } from '@thongsuot/service-kit';
import type { DueItem } from '../../domain/due-items';
import type { Severity, Variables } from '../../domain/message';
import { DOSSIER_DUES, PROGRESS } from './dossier-store';
import { personIndexes } from './people';
import { ruleIndexes } from './rule-book';
import { webhookIndexes } from './webhooks';

export const INBOX = 'inbox';
export const DUE_DAYS = 'due-days';
export const DUE_ITEMS = 'due-items';

/** A message in the inbox of one unit. */
export interface InboxDoc {
  readonly _id: string;
  readonly areaVersion: AreaVersionId;
  readonly areaCode: string;
  readonly areaName: string;
  /** The area version and all above it: a list of a subtree is one index range. */
  readonly areaPath: readonly string[];
  readonly unit: string;
  readonly kind: MessageKind;
  readonly severity: Severity;
  readonly title: { readonly vi: string; readonly en: string };
  readonly on: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly link: string | null;
  readonly read: boolean;
  readonly readBy: string | null;
  /** Day and id: the order of the list. */
  readonly order: string;
  /** While unread and its area ends: the day it passes to the heir's inbox; else null. */
  readonly passesOn: PlainDate | null;
  /** What its words are filled with, for the e-mail. */
  readonly variables: Variables;
  readonly channels: readonly MessageChannel[];
  readonly urgent: boolean;
  /** `new` until it was handed to the other channels. */
  readonly spread: 'new' | 'done';
}

/** A due day of a task, for the calendar feed. */
export interface DueDayDoc {
  readonly _id: string;
  readonly taskId: string;
  readonly occurrence: string;
  /** Area versions of plan and leads with all above them. */
  readonly areaPath: readonly string[];
  /** Leads, `<area version>/<agency>`; the issuing committee where the plan names nobody. */
  readonly units: readonly string[];
  /** Area versions of the leads. */
  readonly areas: readonly string[];
  readonly ref: string;
  readonly title: string;
  readonly area: string;
  readonly dueOn: PlainDate;
  readonly done: boolean;
  readonly overdue: boolean;
  readonly changedOn: PlainDate;
}

/** Something open with a due day, and when to look at it again. */
export interface DueItemDoc extends Omit<DueItem, 'id'> {
  readonly _id: string;
  readonly areaPath: readonly string[];
  readonly nextOn: PlainDate | null;
}

export const COLLECTIONS: readonly string[] = [INBOX, DUE_DAYS, DUE_ITEMS, DOSSIER_DUES, PROGRESS];

export const INDEXES: readonly IndexSpec[] = [
  { collection: INBOX, name: 'area', keys: { areaPath: 1, order: -1 }, serves: 'inbox of an area and all in it, newest first' },
  {
    collection: INBOX,
    name: 'area-unread',
    keys: { areaPath: 1, read: 1, order: -1 },
    serves: 'the same without what was read',
  },
  {
    collection: INBOX,
    name: 'area-severity',
    keys: { areaPath: 1, read: 1, severity: 1 },
    serves: 'how many are unread, by severity',
  },
  { collection: INBOX, name: 'unit', keys: { areaVersion: 1, read: 1 }, serves: 'unread messages of an area that an act ends' },
  { collection: INBOX, name: 'spread', keys: { spread: 1, order: 1 }, serves: 'messages to hand to the other channels' },
  passesOnIndex(INBOX, 'unread messages that pass to the heir of an area that has ended'),
  { collection: DUE_DAYS, name: 'area', keys: { areaPath: 1, dueOn: 1 }, serves: 'due days of an area and all in it' },
  { collection: DUE_DAYS, name: 'unit', keys: { units: 1, dueOn: 1 }, serves: 'due days of a unit' },
  { collection: DUE_DAYS, name: 'lead', keys: { areas: 1, dueOn: 1 }, serves: 'due days of the units of an area' },
  {
    collection: DUE_ITEMS,
    name: 'next',
    keys: { nextOn: 1 },
    // By range, not by existence: see passesOnIndex.
    partialFilter: { nextOn: { $gte: '' } },
    serves: 'what a rule has something to say of',
  },
  { collection: DUE_ITEMS, name: 'area', keys: { areaPath: 1 }, serves: 'what a changed rule is to be asked about again' },
  ...effectIndexes,
  { collection: 'effects', name: 'list', keys: { kind: 1, 'about.order': -1 }, serves: 'deliveries of a channel, newest first' },
  { collection: 'effects', name: 'list-state', keys: { kind: 1, state: 1, 'about.order': -1 }, serves: 'the same in one state' },
  { collection: 'effects', name: 'list-to', keys: { 'about.to': 1, 'about.order': -1 }, serves: 'deliveries to one receiver' },
  ...personIndexes,
  ...ruleIndexes,
  ...webhookIndexes,
];
