import type { AreaVersionId, PlainDate } from '@thongsuot/contracts';
import type { IndexSpec } from '@thongsuot/mongo-store';
import { passesOnIndex } from '@thongsuot/service-kit';
import type { Severity } from '../../domain/message';

export const INBOX = 'inbox';
export const DUE_DAYS = 'due-days';

/** A message in the inbox of one unit. */
export interface InboxDoc {
  readonly _id: string;
  readonly areaVersion: AreaVersionId;
  readonly areaCode: string;
  readonly areaName: string;
  /** The area version and all above it: a list of a subtree is one index range. */
  readonly areaPath: readonly string[];
  readonly unit: string;
  readonly kind: string;
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
}

/** A due day of a task, for the calendar feed. */
export interface DueDayDoc {
  readonly _id: string;
  readonly taskId: string;
  readonly occurrence: string;
  /** Area versions of plan and leads with all above them. */
  readonly areaPath: readonly string[];
  readonly ref: string;
  readonly title: string;
  readonly area: string;
  readonly dueOn: PlainDate;
  readonly done: boolean;
  readonly overdue: boolean;
  readonly changedOn: PlainDate;
}

export const INDEXES: readonly IndexSpec[] = [
  { collection: INBOX, name: 'area', keys: { areaPath: 1, order: -1 }, serves: 'inbox of an area and all in it, newest first' },
  {
    collection: INBOX,
    name: 'area-unread',
    keys: { areaPath: 1, read: 1, order: -1 },
    serves: 'the same without what was read',
  },
  { collection: INBOX, name: 'unit', keys: { areaVersion: 1, read: 1 }, serves: 'unread messages of an area that an act ends' },
  passesOnIndex(INBOX, 'unread messages that pass to the heir of an area that has ended'),
  { collection: DUE_DAYS, name: 'area', keys: { areaPath: 1, dueOn: 1 }, serves: 'due days of an area and all in it' },
];
