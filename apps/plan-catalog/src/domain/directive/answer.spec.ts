import { plainDate } from '@thongsuot/contracts';
import { RuleBroken } from '../rule-broken';
import { answer, standingOf, type Answerable, type DirectiveAnswer } from './answer';

const directive: Answerable = {
  receivedOn: plainDate('2022-02-10'),
  byDate: plainDate('2022-02-28'),
  receipts: [{ unit: '614' }],
  answers: [],
};
const given = (answeredOn: string, more: Partial<DirectiveAnswer> = {}): DirectiveAnswer => ({
  ...{ unit: '614', number: '30/BC-UBND', note: null, by: 'officer-1', at: `${answeredOn}T02:00:00Z` },
  answeredOn: plainDate(answeredOn),
  ...more,
});
const today = plainDate('2022-03-05');

describe('answering a directive', () => {
  it.each([
    [[], '614', '2022-02-28', 'received'],
    [[], '614/phong-noi-vu', '2022-02-28', 'sent'],
    [[], '614', '2022-03-01', 'overdue'],
    [[given('2022-02-28')], '614', '2022-03-01', 'answered'],
    [[given('2022-03-01')], '614', '2022-03-01', 'answered-late'],
    [[given('2022-03-02'), given('2022-02-20')], '614', '2022-03-02', 'answered'],
    // Looked at before it was answered.
    [[given('2022-02-28')], '614', '2022-02-20', 'received'],
  ] as const)('%j by %s on %s: %s', (answers, unit, on, standing) => {
    expect(standingOf({ ...directive, answers }, unit, plainDate(on))).toBe(standing);
  });

  it('without a last day is never overdue', () => {
    expect(standingOf({ ...directive, byDate: null }, '614', plainDate('2023-01-01'))).toBe('received');
  });

  it.each([
    [given('2022-02-09'), 'answer-dated-wrongly'],
    [given('2022-03-06'), 'answer-dated-wrongly'],
    [given('2022-03-01', { number: null }), 'answer-empty'],
  ])('%j is refused: %s', (one, code) => {
    let caught: unknown;
    try {
      answer(directive, one, today);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(RuleBroken);
    expect((caught as RuleBroken).code).toBe(code);
  });
});
