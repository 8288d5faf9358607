import { AreaVersionId, FeedbackState, ProblemError, plainDate, type UnitAt } from '@thongsuot/contracts';
import * as fc from 'fast-check';
import { shippedClocks } from '../config/clocks';
import { STEPS, isOverdue, moved, received, type Feedback, type FeedbackStep, type StateName } from './feedback';

const unit = (areaVersion: string, agency: string | null = null): UnitAt => ({
  areaVersion: AreaVersionId.parse(areaVersion),
  agency,
});
const clocks = shippedClocks();
const ON = plainDate('2024-03-04');
const fresh = (): Feedback =>
  received(
    {
      id: '018d05c8-0fc8-7118-8208-000002625a78',
      unit: unit('19360.open'),
      handler: unit('462.open'),
      kind: 'act',
      field: '  Chứng   thực ',
      dossierCode: '000.00.12.H50-240115-0007',
      procedureCode: undefined,
      harassment: false,
    },
    ON,
    clocks,
  );

const EACH: Readonly<Record<FeedbackStep['step'], FeedbackStep>> = {
  classify: { step: 'classify', kind: 'both', inCompetence: true, harassment: true, field: 'Hộ tịch' },
  forward: { step: 'forward', to: unit('45.open', 'thanh-tra-tinh') },
  'request-supplement': { step: 'request-supplement', text: 'Ngày nào?' },
  supplement: { step: 'supplement' },
  answer: { step: 'answer', text: 'Đã xử lý.', proved: true },
  publish: { step: 'publish', channel: 'website', url: null },
  refuse: { step: 'refuse', reason: 'duplicate', text: 'Trùng.' },
};

describe('a feedback', () => {
  it('comes in with its field folded, about handling where it names a dossier', () => {
    expect(fresh().facts).toMatchObject({
      state: 'received',
      fieldKey: 'chung thuc',
      fieldLabel: 'Chứng thực',
      onHandling: true,
      dueOn: '2024-03-06',
    });
  });

  it('concerns no handling once it is found to be about a regulation', () => {
    const step: FeedbackStep = { step: 'classify', kind: 'regulation', inCompetence: true, onHandling: true };
    expect(moved(fresh(), step, ON, clocks).facts.onHandling).toBe(false);
  });

  it('goes back to where it was once supplemented', () => {
    const forwarded = moved(fresh(), EACH.forward, ON, clocks);
    const waiting = moved(forwarded, EACH['request-supplement'], ON, clocks);
    const back = moved(waiting, EACH.supplement, plainDate('2024-03-11'), clocks);
    expect([waiting.facts.state, back.facts.state, back.supplementedOn]).toEqual([
      'awaiting-supplement',
      'forwarded',
      '2024-03-11',
    ]);
  });

  it('is not forwarded to whoever has it', () => {
    const toItself: FeedbackStep = { step: 'forward', to: unit('462.open') };
    expect(() => moved(fresh(), toItself, ON, clocks)).toThrow(ProblemError);
  });

  it('is overdue the day after its last day, and never without one', () => {
    expect(isOverdue({ dueOn: ON }, ON)).toBe(false);
    expect(isOverdue({ dueOn: ON }, plainDate('2024-03-05'))).toBe(true);
    expect(isOverdue({ dueOn: null }, plainDate('2030-01-01'))).toBe(false);
  });

  it('takes a step exactly from the states that allow it, stays a valid state, and keeps its history', () => {
    const steps = fc.array(fc.constantFrom(...Object.values(EACH)), { maxLength: 12 });
    const ended: StateName[] = [];
    fc.assert(
      fc.property(steps, (taken) => {
        let at = fresh();
        for (const step of taken) {
          const allowed = STEPS[step.step].includes(at.facts.state);
          const forwardsToItself = step.step === 'forward' && at.facts.handler.areaVersion === step.to.areaVersion;
          if (!allowed || forwardsToItself) {
            expect(() => moved(at, step, ON, clocks)).toThrow(ProblemError);
            continue;
          }
          const before = at;
          at = moved(at, step, ON, clocks);
          expect(FeedbackState.safeParse(at.facts).success).toBe(true);
          expect(at.history.slice(0, before.history.length)).toEqual(before.history);
          expect(at.history.at(-1)?.state).toBe(at.facts.state);
          expect(at.facts.unit).toEqual(before.facts.unit);
          expect(at.facts.receivedOn).toBe(before.facts.receivedOn);
        }
        ended.push(at.facts.state);
      }),
      { seed: 20_240_304, numRuns: 400 },
    );
    // The walk is worth something only if it gets around.
    expect(new Set(ended)).toEqual(new Set(FeedbackState.shape.state.options));
  });
});
