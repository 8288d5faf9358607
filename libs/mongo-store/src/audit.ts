import type { IndexSpec } from './indexes';

/** What was done, by whom, to what. Written unchained in the command's own transaction. */
export interface AuditEntry {
  /** Account or service that acts. */
  readonly actor: string;
  /** Operation id, `one-stop.importDossiers`. */
  readonly action: string;
  /** Kind and id of what it was done to. */
  readonly subject: string;
  /** Facts that help a reviewer; never personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An audit entry as stored; `_id` sorts by time. */
export interface AuditRow extends AuditEntry {
  _id: string;
  at: Date;
}

export const AUDIT_COLLECTION = 'audit';

export const auditIndexes: readonly IndexSpec[] = [
  {
    collection: AUDIT_COLLECTION,
    name: 'subject',
    keys: { subject: 1, _id: 1 },
    serves: 'what happened to one thing, oldest first',
  },
];
