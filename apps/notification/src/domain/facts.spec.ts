import { loadReferenceTree } from '@thongsuot/areas';
import { AreaVersionId, plainDate, type DifficultyRaised, type FeedbackState, type TaskState } from '@thongsuot/contracts';
import { shippedRules, shippedTemplates } from '../config/shipped';
import { shortened, type Fact, type Message } from './message';
import { isNear } from './near';
import { feedbackForwardedFacts, feedbackReceivedFacts } from './other-facts';
import { messagesOf } from './rules';
import { difficultyFacts, directiveFacts, planIssuedFacts, taskDueFacts, taskOverdueFacts } from './task-facts';
import { fillWords } from './template';

const tree = loadReferenceTree();
const rules = shippedRules();
const templates = shippedTemplates();
const area = AreaVersionId.parse('614.open');
const office = { areaVersion: area, agency: 'van-phong' };
const on = plainDate('2022-02-01');
const task: TaskState = {
  ...{ taskId: '018d0172-03f2-7046-8082-00000098969e', planId: '018d00b9-01f9-7023-8041-0000004c4b4f', planAreaVersion: area },
  ...{ year: 2022, sectionNumber: 'II', number: '1', title: 'Rà soát TTHC', leads: [office, office], kind: 'fixed' },
  ...{ occurrence: 'once', state: 'open', dueOn: plainDate('2022-02-09'), completedOn: null },
};

/** By the rules that the product ships, in its words. */
const told = (facts: readonly Fact[]): (Message & { title: { vi: string; en: string } })[] =>
  facts
    .flatMap((fact) => messagesOf(fact, rules, tree))
    .map((message) => ({ ...message, title: fillWords(templates[message.kind].title, message.variables) }));

describe('messages about difficulties', () => {
  it('a difficulty goes to the level above, its solution back to the unit that raised it', () => {
    const province = { areaVersion: AreaVersionId.parse('62.open'), agency: null };
    const difficulty: DifficultyRaised = {
      ...{ difficultyId: task.taskId, taskId: task.taskId, planId: task.planId, ref: 'IV.3', on },
      ...{ raisedBy: { areaVersion: area, agency: null }, raisedTo: province },
    };
    const messages = (['difficulty.raised', 'difficulty.resolved'] as const).flatMap((kind) =>
      told(difficultyFacts(kind, difficulty, 'Huyện Kon Rẫy')),
    );
    expect(messages.map((one) => [one.unit, one.title.vi])).toEqual([
      [province, 'Khó khăn, vướng mắc mới từ Huyện Kon Rẫy: IV.3'],
      [{ areaVersion: area, agency: null }, 'Khó khăn, vướng mắc đã được giải quyết: IV.3'],
    ]);
  });
});

describe('messages about tasks', () => {
  it('an opened task is told once to each lead, in both languages, by all ways', () => {
    const messages = told(taskDueFacts({ on, before: { ...task, state: 'waiting' }, after: task }));
    expect(messages.map((one) => [one.unit, one.title.vi, one.title.en])).toEqual([
      [office, 'Đến kỳ thực hiện: II.1 Rà soát TTHC, hạn 09/02/2022', 'Task opened: II.1 Rà soát TTHC, due 2022-02-09'],
    ]);
    expect(messages[0]?.channels).toEqual(['inbox', 'email', 'webhook']);
  });

  it('work that lies ahead or is done tells nothing; a moved day is told as one, under a key of its own', () => {
    expect(taskDueFacts({ on, before: null, after: { ...task, state: 'waiting' } })).toEqual([]);
    expect(taskDueFacts({ on, before: task, after: null })).toEqual([]);
    const [first] = told(taskDueFacts({ on, before: null, after: task }));
    const [moved] = told(taskDueFacts({ on, before: task, after: { ...task, dueOn: plainDate('2022-03-01') } }));
    expect(moved?.title.vi).toContain('Hạn mới: II.1');
    expect(moved?.key).not.toBe(first?.key);
  });

  it('a task without a day is told without one', () => {
    const [message] = told(taskDueFacts({ on, before: null, after: { ...task, dueOn: null } }));
    expect(message?.title).toEqual({ vi: 'Đến kỳ thực hiện: II.1 Rà soát TTHC', en: 'Task opened: II.1 Rà soát TTHC' });
  });

  it('a late task is told to its leads and to the committee', () => {
    const messages = told(taskOverdueFacts({ on, before: task, after: { ...task, state: 'overdue' } }));
    expect(messages.map((one) => [one.unit.agency, one.severity])).toEqual([
      ['van-phong', 'danger'],
      [null, 'danger'],
    ]);
  });

  it('a plan with withheld tasks warns', () => {
    const plan = {
      ...{ planId: task.planId, number: null, issuer: { areaVersion: area, agency: null }, year: 2022, issuedOn: null },
      ...{ followsPlanId: null, followsNumber: null, targets: [], taskIds: [task.taskId], withheldTaskIds: [task.taskId] },
    };
    expect(told(planIssuedFacts(plan, on))).toMatchObject([
      { severity: 'warning', title: { vi: 'Đã ban hành kế hoạch 2022: 1 nhiệm vụ, 1 nhiệm vụ chờ đính chính' } },
    ]);
  });

  it('a directive is told to every addressee with its last day', () => {
    const unit = { areaVersion: area, agency: null };
    const directive = {
      ...{ directiveId: task.taskId, number: '512/UBND', issuer: unit, issuedOn: on, addressees: [unit, office] },
      ...{ asks: 'Triển khai', byDate: plainDate('2022-03-01'), receivedOn: on, startsTrigger: null },
    };
    expect(told(directiveFacts(directive)).map((one) => [one.unit, one.dueOn])).toEqual([
      [unit, '2022-03-01'],
      [office, '2022-03-01'],
    ]);
  });
});

describe('messages about feedback', () => {
  const unit = { areaVersion: area, agency: null };
  const after: FeedbackState = {
    ...{ id: task.taskId, unit, handler: office, fieldKey: null, fieldLabel: null },
    ...({ kind: 'act', state: 'received' } as const),
    ...{ inCompetence: null, receivedOn: on, forwardedOn: null, answeredOn: null, publishedOn: null, dueOn: null },
    ...{ aboutDossier: null, procedureCode: null, onHandling: true, harassment: false, proved: null },
  };

  it('only new feedback is told, and nothing of what it says', () => {
    expect(told(feedbackReceivedFacts({ on, before: null, after }))).toMatchObject([{ unit: office, severity: 'warning' }]);
    expect(feedbackReceivedFacts({ on, before: after, after })).toEqual([]);
    expect(feedbackReceivedFacts({ on, before: null, after: { ...after, state: 'refused' } })).toEqual([]);
  });

  it('forwarded feedback is told to whom it was forwarded', () => {
    const forwarded = { ...after, handler: unit, forwardedOn: on, dueOn: plainDate('2022-02-22') };
    expect(told(feedbackForwardedFacts({ on, before: after, after: forwarded }))).toMatchObject([
      { unit, title: { vi: 'Phản ánh, kiến nghị được chuyển đến, xử lý đến 22/02/2022' } },
    ]);
  });
});

it('cuts a long text at a word', () => {
  expect(shortened('Rà soát  thủ tục', 40)).toBe('Rà soát thủ tục');
  expect(shortened('Rà soát thủ tục hành chính', 18)).toBe('Rà soát thủ tục…');
});

it('old facts fill no inbox', () => {
  expect(isNear(on, plainDate('2022-02-20'))).toBe(true);
  expect(isNear(on, plainDate('2022-06-01'))).toBe(false);
});
