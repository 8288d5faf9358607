import type { AreaTree } from '@thongsuot/areas';
import {
  UnitRef,
  type AnswerOf,
  type PlainDate,
  type UnitAt,
  type forwardFeedback,
  type trackFeedback,
} from '@thongsuot/contracts';
import type { FeedbackClocks } from '../../domain/clocks';
import { STATE_LABELS, isOverdue } from '../../domain/feedback';
import type { FeedbackRow } from '../store/feedback-store';

type Item = AnswerOf<typeof forwardFeedback>;
type Tracking = AnswerOf<typeof trackFeedback>;

/** What views are made with. */
export interface ViewContext {
  readonly tree: AreaTree;
  readonly clocks: FeedbackClocks;
  readonly today: PlainDate;
}

/** A unit with the name of its area. */
export function unitView(tree: AreaTree, { areaVersion, agency }: UnitAt): Item['unit'] {
  const code = areaVersion.slice(0, areaVersion.indexOf('.'));
  return {
    unit: UnitRef.parse(agency === null ? code : `${code}/${agency}`),
    areaVersion,
    name: tree.findById(areaVersion)?.name ?? code,
    agency,
  };
}

/** A feedback in an officer's list: no sender, no wording. */
export function itemView(row: FeedbackRow, { tree, clocks, today }: ViewContext): Item {
  const { facts, supplementedOn } = row.feedback;
  const dated = { ...facts, supplementedOn };
  return {
    id: facts.id,
    rev: row.rev,
    state: facts.state,
    label: STATE_LABELS[facts.state],
    kind: facts.kind,
    unit: unitView(tree, facts.unit),
    handler: unitView(tree, facts.handler),
    field: facts.fieldLabel,
    dossierCode: facts.aboutDossier,
    procedureCode: facts.procedureCode,
    inCompetence: facts.inCompetence,
    onHandling: facts.onHandling,
    harassment: facts.harassment,
    proved: facts.proved,
    receivedOn: facts.receivedOn,
    forwardedOn: facts.forwardedOn,
    answeredOn: facts.answeredOn,
    publishedOn: facts.publishedOn,
    dueOn: facts.dueOn,
    dueConfirmed: clocks.findDue(dated)?.confirmed ?? true,
    overdue: isOverdue(facts, today),
    supplementUntil: clocks.findSupplementDue(dated),
    erased: row.erasedOn !== null,
  };
}

/** What the holder of the tracking code sees. */
export function trackingView(row: FeedbackRow, { tree, clocks, today }: ViewContext): Tracking {
  const { facts, history, supplement, supplementedOn, refusal, answer, publication } = row.feedback;
  return {
    state: facts.state,
    label: STATE_LABELS[facts.state],
    kind: facts.kind,
    about: unitView(tree, facts.unit),
    handler: unitView(tree, facts.handler),
    receivedOn: facts.receivedOn,
    dueOn: facts.dueOn,
    dueConfirmed: clocks.findDue({ ...facts, supplementedOn })?.confirmed ?? true,
    overdue: isOverdue(facts, today),
    history: history.map(({ on, state }) => ({ on, state, label: STATE_LABELS[state] })),
    supplementAsked: supplement?.asked ?? null,
    refusal,
    answer: answer === null || facts.answeredOn === null ? null : { text: answer, answeredOn: facts.answeredOn },
    publication: publication === null || facts.publishedOn === null ? null : { on: facts.publishedOn, ...publication },
    asOf: today,
  };
}
