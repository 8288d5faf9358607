import type { ConsultationView, PlainDate, RegisterUnit } from '@thongsuot/contracts';
import { RuleBroken } from '../../domain/rule-broken';
import { entryView } from '../hold-entry';
import type { RegisterEntry } from '../register-entry';

export type ConsultationDoc = RegisterEntry &
  Omit<ConsultationView, 'id' | 'revision' | 'unit' | 'silent'> & {
    /** Areas that opened it or are asked, with all above them: who finds it in a list. */
    readonly seenBy: readonly string[];
  };
type Comment = ConsultationView['comments'][number];

function assertOpen({ state }: ConsultationDoc): void {
  if (state === 'closed') throw new RuleBroken('entry-closed', 'đã kết thúc lấy ý kiến', 'it is closed');
}

/** The unit asked that a comment comes from. @throws RuleBroken `not-asked` */
export function askedUnit({ asked }: ConsultationDoc, ref: string): RegisterUnit {
  const unit = asked.find((each) => each.ref === ref);
  if (!unit) throw new RuleBroken('not-asked', `${ref} không được lấy ý kiến`, 'this unit was not asked', '/unit');
  return unit;
}

/** One comment a unit: a later one takes the place of an unanswered one. @throws RuleBroken where it is closed or the comment answered */
export function comment(doc: ConsultationDoc, given: Pick<Comment, 'id' | 'unit' | 'text' | 'on'>): ConsultationDoc {
  assertOpen(doc);
  const before = doc.comments.find(({ unit }) => unit.ref === given.unit.ref);
  if (before?.answer) throw new RuleBroken('entry-closed', 'góp ý đã được trả lời', 'the comment is answered');
  return { ...doc, comments: [...doc.comments.filter((each) => each !== before), { ...given, answer: null }] };
}

/** @throws RuleBroken where it is closed, or there is no such comment */
export function answerComment(doc: ConsultationDoc, id: string, answer: NonNullable<Comment['answer']>): ConsultationDoc {
  assertOpen(doc);
  if (!doc.comments.some((each) => each.id === id))
    throw new RuleBroken('comment-unknown', 'không có góp ý này', 'there is no such comment');
  return { ...doc, comments: doc.comments.map((each) => (each.id === id ? { ...each, answer } : each)) };
}

/** @throws RuleBroken `comments-open` while a comment has no answer */
export function close(doc: ConsultationDoc, today: PlainDate): ConsultationDoc {
  assertOpen(doc);
  if (doc.comments.some(({ answer }) => answer === null))
    throw new RuleBroken('comments-open', 'còn góp ý chưa tiếp thu hoặc giải trình', 'a comment has no answer yet');
  return { ...doc, state: 'closed', closedOn: today };
}

export function consultationView(doc: ConsultationDoc): ConsultationView {
  const { title, procedureCodes, draftUrl, asked, openedOn, dueOn, state, closedOn, comments } = doc;
  const heard = new Set(comments.map(({ unit }) => unit.ref));
  const silent = asked.map(({ ref }) => ref).filter((ref) => !heard.has(ref));
  return { ...entryView(doc), title, procedureCodes, draftUrl, asked, openedOn, dueOn, state, closedOn, comments, silent };
}
