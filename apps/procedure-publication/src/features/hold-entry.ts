import type { PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../domain/rule-broken';
import type { RegisterEntry } from './register-entry';

/** An entry that holds from a day on. */
export interface HeldEntry extends RegisterEntry {
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}

export function holdsOn({ validFrom, validTo }: Pick<HeldEntry, 'validFrom' | 'validTo'>, on: PlainDate): boolean {
  return validFrom <= on && (validTo === null || on <= validTo);
}

/** @throws RuleBroken `entry-closed` where it has ended, `wrong-day` before it began */
export function endEntry<Doc extends HeldEntry>(doc: Doc, validTo: PlainDate): Doc {
  if (doc.validTo !== null) throw new RuleBroken('entry-closed', 'đã kết thúc', 'it has ended');
  if (validTo < doc.validFrom)
    throw new RuleBroken('wrong-day', 'kết thúc trước khi bắt đầu', 'it ends before it begins', '/validTo');
  return { ...doc, validTo };
}

/** What every view of an entry shows. */
export function entryView({ _id, rev, unit }: RegisterEntry): { id: string; revision: number; unit: RegisterEntry['unit'] } {
  return { id: _id, revision: rev, unit };
}
