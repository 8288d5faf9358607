import { foldVietnamese } from '@thongsuot/areas';
import { ProblemError, type FeedbackKind, type FeedbackState, type PlainDate, type UnitAt } from '@thongsuot/contracts';
import type { FeedbackClocks } from './clocks';

/** Where a feedback stands. */
export type StateName = FeedbackState['state'];

/** One feedback without its sender and wording, which are kept apart under a key of their own. */
export interface Feedback {
  readonly facts: FeedbackState;
  /** What was asked of the sender and from which state, while it waits for a supplement. */
  readonly supplement: { readonly asked: string; readonly from: StateName } | null;
  readonly supplementedOn: PlainDate | null;
  readonly refusal: { readonly reason: string; readonly text: string } | null;
  readonly answer: string | null;
  readonly publication: { readonly channel: string; readonly url: string | null } | null;
  readonly history: readonly HistoryLine[];
}

/** A step of a feedback, or its passing to another handler by an act. */
export interface HistoryLine {
  readonly on: PlainDate;
  readonly state: StateName;
  /** By an act that ended the area of its handler; the act's id where our records name one. */
  readonly passed?: { readonly from: UnitAt; readonly to: UnitAt; readonly act: string | null };
}

/** What is known when a feedback comes in. */
export interface Receipt {
  readonly id: string;
  readonly unit: UnitAt;
  readonly handler: UnitAt;
  readonly kind: FeedbackKind;
  readonly field: string | undefined;
  readonly dossierCode: string | undefined;
  readonly procedureCode: string | undefined;
  readonly harassment: boolean;
}

/** A step of an officer or of the sender. */
export type FeedbackStep =
  | {
      readonly step: 'classify';
      readonly kind: FeedbackKind;
      readonly inCompetence: boolean;
      readonly onHandling?: boolean | undefined;
      readonly harassment?: boolean | undefined;
      readonly field?: string | undefined;
    }
  | { readonly step: 'forward'; readonly to: UnitAt }
  | { readonly step: 'request-supplement'; readonly text: string }
  | { readonly step: 'supplement' }
  | { readonly step: 'answer'; readonly text: string; readonly proved: boolean | null }
  | { readonly step: 'publish'; readonly channel: string; readonly url: string | null }
  | { readonly step: 'refuse'; readonly reason: string; readonly text: string };

/** From which states each step leads on (NĐ 20/2008/NĐ-CP Điều 9, 14, 19). */
export const STEPS: Readonly<Record<FeedbackStep['step'], readonly StateName[]>> = {
  classify: ['received', 'classified', 'forwarded'],
  forward: ['received', 'classified', 'forwarded'],
  'request-supplement': ['received', 'classified', 'forwarded'],
  supplement: ['awaiting-supplement'],
  answer: ['classified', 'forwarded'],
  publish: ['answered'],
  refuse: ['received', 'classified', 'forwarded', 'awaiting-supplement'],
};

/** States in both languages, as the sender reads them. */
export const STATE_LABELS: Readonly<Record<StateName, { readonly vi: string; readonly en: string }>> = {
  received: { vi: 'Đã tiếp nhận', en: 'Received' },
  classified: { vi: 'Đã phân loại, đang xử lý', en: 'Classified, being handled' },
  'awaiting-supplement': { vi: 'Chờ người gửi bổ sung', en: 'Waiting for a supplement from the sender' },
  forwarded: { vi: 'Đã chuyển cơ quan có thẩm quyền', en: 'Forwarded to the competent unit' },
  answered: { vi: 'Đã trả lời', en: 'Answered' },
  published: { vi: 'Đã công khai kết quả', en: 'Result published' },
  refused: { vi: 'Không tiếp nhận', en: 'Not received' },
};

/** Kind until an officer classifies it: as the sender says, else an act where it names a dossier. */
export function assumedKind(told: FeedbackKind | undefined, dossierCode: string | undefined): FeedbackKind {
  return told ?? (dossierCode === undefined ? 'regulation' : 'act');
}

/** A feedback as it comes in. */
export function received(receipt: Receipt, on: PlainDate, clocks: FeedbackClocks): Feedback {
  const { kind } = receipt;
  return withDue(
    {
      facts: {
        id: receipt.id,
        unit: receipt.unit,
        handler: receipt.handler,
        kind,
        ...fieldOf(receipt.field),
        state: 'received',
        inCompetence: null,
        receivedOn: on,
        forwardedOn: null,
        answeredOn: null,
        publishedOn: null,
        dueOn: null,
        aboutDossier: receipt.dossierCode ?? null,
        procedureCode: receipt.procedureCode ?? null,
        onHandling: kind !== 'regulation' && receipt.dossierCode !== undefined,
        harassment: receipt.harassment,
        proved: null,
      },
      supplement: null,
      supplementedOn: null,
      refusal: null,
      answer: null,
      publication: null,
      history: [{ on, state: 'received' }],
    },
    clocks,
  );
}

/**
 * The feedback after one step.
 * @throws ProblemError `feedback-state-conflict` where the step does not lead from where it stands
 */
export function moved(before: Feedback, step: FeedbackStep, on: PlainDate, clocks: FeedbackClocks): Feedback {
  const { facts } = before;
  if (!STEPS[step.step].includes(facts.state)) {
    throw new ProblemError('feedback-state-conflict', {
      detail: `"${step.step}" không đi được từ "${STATE_LABELS[facts.state].vi}" / "${step.step}" does not lead from "${facts.state}"`,
    });
  }
  const after = applied(before, step, on);
  const history = after.facts.state === facts.state ? before.history : [...before.history, { on, state: after.facts.state }];
  return withDue({ ...after, history }, clocks);
}

/** True while something is left to do: a feedback that was published or refused stays with who did it. */
export function isPending({ state }: Pick<FeedbackState, 'state'>): boolean {
  return state !== 'published' && state !== 'refused';
}

/** The feedback in the hands of the heir of its handler's area: its committee answers, in the term that runs. */
export function passedTo(before: Feedback, heir: UnitAt['areaVersion'], on: PlainDate, act: string | null): Feedback {
  const { handler, state } = before.facts;
  const to = { areaVersion: heir, agency: null };
  return {
    ...before,
    facts: { ...before.facts, handler: to },
    history: [...before.history, { on, state, passed: { from: handler, to, act } }],
  };
}

/** Past its last day and still waiting for us. */
export function isOverdue(facts: Pick<FeedbackState, 'dueOn'>, today: PlainDate): boolean {
  return facts.dueOn !== null && facts.dueOn < today;
}

function applied(before: Feedback, step: FeedbackStep, on: PlainDate): Feedback {
  const { facts } = before;
  switch (step.step) {
    case 'classify':
      return {
        ...before,
        facts: {
          ...facts,
          state: 'classified',
          kind: step.kind,
          inCompetence: step.inCompetence,
          onHandling: step.kind !== 'regulation' && (step.onHandling ?? facts.onHandling),
          harassment: step.harassment ?? facts.harassment,
          ...(step.field === undefined ? {} : fieldOf(step.field)),
        },
      };
    case 'forward':
      if (step.to.areaVersion === facts.handler.areaVersion && step.to.agency === facts.handler.agency) {
        throw new ProblemError('rule-violated', {
          detail: 'Đơn vị này đang xử lý, không chuyển cho chính mình / This unit handles it already',
        });
      }
      return { ...before, facts: { ...facts, state: 'forwarded', handler: step.to, inCompetence: false, forwardedOn: on } };
    case 'request-supplement':
      return {
        ...before,
        facts: { ...facts, state: 'awaiting-supplement' },
        supplement: { asked: step.text, from: facts.state },
      };
    case 'supplement':
      // The term begins again: the handler waited for the sender, not the sender for the handler.
      return {
        ...before,
        facts: { ...facts, state: before.supplement?.from ?? 'received' },
        supplement: null,
        supplementedOn: on,
      };
    case 'answer':
      return { ...before, facts: { ...facts, state: 'answered', answeredOn: on, proved: step.proved }, answer: step.text };
    case 'publish':
      return {
        ...before,
        facts: { ...facts, state: 'published', publishedOn: on },
        publication: { channel: step.channel, url: step.url },
      };
    case 'refuse':
      return {
        ...before,
        facts: { ...facts, state: 'refused' },
        supplement: null,
        refusal: { reason: step.reason, text: step.text },
      };
  }
}

function withDue(feedback: Feedback, clocks: FeedbackClocks): Feedback {
  const due = clocks.findDue({ ...feedback.facts, supplementedOn: feedback.supplementedOn });
  return { ...feedback, facts: { ...feedback.facts, dueOn: due?.dueOn ?? null } };
}

function fieldOf(field: string | undefined): Pick<FeedbackState, 'fieldKey' | 'fieldLabel'> {
  const label = field?.replaceAll(/\s+/g, ' ').trim() ?? '';
  return label === '' ? { fieldKey: null, fieldLabel: null } : { fieldKey: foldVietnamese(label), fieldLabel: label };
}
