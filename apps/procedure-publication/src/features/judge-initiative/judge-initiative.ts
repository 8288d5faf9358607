import type { InitiativeView, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../../domain/rule-broken';
import { entryView } from '../hold-entry';
import type { RegisterEntry } from '../register-entry';

export type InitiativeDoc = RegisterEntry & Omit<InitiativeView, 'id' | 'revision' | 'unit'>;

function assertStep(doc: InitiativeDoc, wanted: InitiativeDoc['state'], day: PlainDate, from: PlainDate, today: PlainDate): void {
  if (doc.state !== wanted) throw new RuleBroken('entry-closed', `sáng kiến đang ở bước ${doc.state}`, 'it is at another step');
  if (day < from || day > today)
    throw new RuleBroken(
      'wrong-day',
      'ngày trước bước trước hoặc sau hôm nay',
      'it lies before the step before, or after today',
      '/on',
    );
}

/** @throws RuleBroken where it was judged already, or on a day that cannot be */
export function judge(
  doc: InitiativeDoc,
  { state, ...judgement }: { state: 'accepted' | 'refused' } & NonNullable<InitiativeDoc['judgement']>,
  today: PlainDate,
): InitiativeDoc {
  assertStep(doc, 'proposed', judgement.on, doc.proposedOn, today);
  return { ...doc, state, judgement };
}

/** @throws RuleBroken where it was not accepted, or on a day that cannot be */
export function apply(
  doc: InitiativeDoc,
  application: NonNullable<InitiativeDoc['application']>,
  today: PlainDate,
): InitiativeDoc {
  assertStep(doc, 'accepted', application.on, doc.judgement?.on ?? doc.proposedOn, today);
  return { ...doc, state: 'applied', application };
}

export function initiativeView(doc: InitiativeDoc): InitiativeView {
  const { title, text, procedureCodes, proposedOn, state, judgement, application } = doc;
  return { ...entryView(doc), title, text, procedureCodes, proposedOn, state, judgement, application };
}
