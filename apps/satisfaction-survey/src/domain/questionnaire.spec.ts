import { loadReferenceTree } from '@thongsuot/areas';
import { AreaVersionId, ProblemError, plainDate, type UnitAt } from '@thongsuot/contracts';
import { shippedQuestionnaires } from '../config/questionnaires';
import { questionnaireFor, score } from './questionnaire';

const all = shippedQuestionnaires();
const tree = loadReferenceTree();
const unit = (id: string): UnitAt => ({ areaVersion: AreaVersionId.parse(id), agency: null });
const quangTri = questionnaireFor(all, tree, unit('19360.open'), plainDate('2024-01-17')).questionnaire;

describe('the questionnaire of a unit on a day', () => {
  it.each([
    ['a ward of Quảng Trị', '19360.open', '2024-01-17', 'qd1089-2020', '45.open'],
    ['the province itself', '45.open', '2024-01-17', 'qd1089-2020', '45.open'],
    ['before its province had one', '19360.open', '2019-01-17', 'nd61-2018', '00.open'],
    ['after the province was merged', '19360.2025-07-01', '2025-07-02', 'nd61-2018', '00.open'],
    ['a commune of Kon Tum', '23488.open', '2022-02-25', 'nd61-2018', '00.open'],
  ])('%s', (_, area, on, code, setBy) => {
    const found = questionnaireFor(all, tree, unit(area), plainDate(on));
    expect([found.questionnaire.code, found.setBy]).toEqual([code, setBy]);
  });

  it('is none before the decree', () => {
    expect(() => questionnaireFor(all, tree, unit('19360.open'), plainDate('2017-01-01'))).toThrow(ProblemError);
  });

  it('is shipped in both languages, with questions and options told apart', () => {
    for (const { questions, overall } of all) {
      expect(overall.levels.map((level) => level.value)).toEqual([1, 2, 3, 4, 5]);
      expect(new Set(questions.map((each) => each.id)).size).toBe(questions.length);
      for (const { options, text } of questions) {
        expect(text.vi).not.toBe(text.en);
        expect(new Set(options.map((option) => option.value)).size).toBe(options.length);
        expect(Math.max(...options.map((option) => option.points))).toBeGreaterThan(0);
      }
    }
  });
});

describe('an answer', () => {
  it('sums points by indicator and leaves out what was not answered', () => {
    const answers = [
      { question: 'time', value: 2 },
      { question: 'contacts', value: 1 },
    ];
    expect(score(quangTri, { overall: null, answers })).toEqual({
      overall: null,
      scores: [
        { indicator: '1', numerator: 2, denominator: 2 },
        { indicator: '3', numerator: 1, denominator: 2 },
      ],
      satisfied: true,
    });
  });

  it.each([
    [5, [], true],
    [4, [{ question: 'attitude', value: 0 }], true],
    [3, [{ question: 'attitude', value: 2 }], false],
    [null, [{ question: 'attitude', value: 1 }], false],
  ])('overall %p with %j: satisfied %p', (overall, answers, satisfied) => {
    expect(score(quangTri, { overall, answers }).satisfied).toBe(satisfied);
  });

  it.each([
    ['nothing-answered', []],
    ['question-unknown', [{ question: 'weather', value: 1 }]],
    ['option-unknown', [{ question: 'time', value: 7 }]],
    [
      'question-doubled',
      [
        { question: 'time', value: 1 },
        { question: 'time', value: 2 },
      ],
    ],
  ])('is refused for %s', (code, answers) => {
    let thrown: unknown;
    try {
      score(quangTri, { overall: null, answers });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ProblemError);
    expect((thrown as ProblemError).errors?.map((each) => each.code)).toEqual([code]);
  });
});
