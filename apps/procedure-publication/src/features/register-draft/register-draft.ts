import type { DraftRegulationView, PlainDate } from '@thongsuot/contracts';
import { RuleBroken, warning } from '../../domain/rule-broken';
import { entryView } from '../hold-entry';
import type { RegisterEntry } from '../register-entry';

export type DraftDoc = RegisterEntry & Omit<DraftRegulationView, 'id' | 'revision' | 'unit' | 'findings'>;

function assertDay(day: PlainDate, from: PlainDate, today: PlainDate, pointer: string): void {
  if (day < from || day > today)
    throw new RuleBroken(
      'wrong-day',
      'ngày trước bước trước hoặc sau hôm nay',
      'it lies before the step before, or after today',
      pointer,
    );
}

/** @throws RuleBroken where it was issued already, or on a day that cannot be */
export function assess(doc: DraftDoc, assessment: NonNullable<DraftDoc['assessment']>, today: PlainDate): DraftDoc {
  if (doc.issued) throw new RuleBroken('entry-closed', 'văn bản đã ban hành', 'it is issued');
  assertDay(assessment.assessedOn, doc.registeredOn, today, '/assessedOn');
  return { ...doc, assessment };
}

/** @throws RuleBroken where it was issued already, or on a day that cannot be */
export function issue(doc: DraftDoc, issued: NonNullable<DraftDoc['issued']>, today: PlainDate): DraftDoc {
  if (doc.issued) throw new RuleBroken('entry-closed', 'văn bản đã ban hành', 'it is issued');
  assertDay(issued.issuedOn, doc.assessment?.assessedOn ?? doc.registeredOn, today, '/issuedOn');
  return { ...doc, issued };
}

export function draftView(doc: DraftDoc): DraftRegulationView {
  const { title, form, stage, registeredOn, procedures, assessment, issued } = doc;
  const missing = issued !== null && assessment === null && issued.procedures.length > 0;
  return {
    ...{ ...entryView(doc), title, form, stage, registeredOn, procedures, assessment, issued },
    findings: missing
      ? [warning('issued-not-assessed', 'ban hành khi chưa đánh giá tác động', 'it was issued without an assessment')]
      : [],
  };
}
