import type { PilotView, PlainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../../domain/rule-broken';
import { entryView, type HeldEntry } from '../hold-entry';

export type PilotDoc = HeldEntry & Omit<PilotView, 'id' | 'revision' | 'unit' | 'state'>;
type Evaluation = PilotView['evaluations'][number];

const EVALUATIONS_MAX = 50;

/** @throws RuleBroken before the pilot began, on a day to come, or once an evaluation stopped it */
export function evaluate(pilot: PilotDoc, evaluation: Evaluation, today: PlainDate): PilotDoc {
  if (stoppedOn(pilot) !== null || pilot.evaluations.length >= EVALUATIONS_MAX)
    throw new RuleBroken('entry-closed', 'đã dừng thí điểm', 'it was stopped');
  if (evaluation.on < pilot.validFrom || evaluation.on > today)
    throw new RuleBroken('wrong-day', 'đánh giá trước khi bắt đầu hoặc sau hôm nay', 'a wrong day', '/on');
  return { ...pilot, evaluations: [...pilot.evaluations, evaluation] };
}

export function pilotState(pilot: PilotDoc, on: PlainDate): PilotView['state'] {
  const stopped = stoppedOn(pilot);
  if (stopped !== null && on >= stopped) return 'stopped';
  if (on < pilot.validFrom) return 'planned';
  return pilot.validTo !== null && on > pilot.validTo ? 'ended' : 'running';
}

function stoppedOn({ evaluations }: PilotDoc): PlainDate | null {
  return evaluations.find(({ recommendation }) => recommendation === 'stop')?.on ?? null;
}

export function pilotView(doc: PilotDoc, on: PlainDate): PilotView {
  const { kind, title, decision, procedureCodes, validFrom, validTo, evaluations } = doc;
  return {
    ...entryView(doc),
    kind,
    title,
    decision,
    procedureCodes,
    validFrom,
    validTo,
    evaluations,
    state: pilotState(doc, on),
  };
}
