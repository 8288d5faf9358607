import type { PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { figureRows, figuresOf, shares, type FiguredReview } from './review-figures';
import { assertPlan, itemState, sendingFindings, sendingRule, type PlanItem, type ReviewRules } from './review-plan';
import { OPTIONS, assertSheet, costOf, findingsOf, textsOf, type ReviewItem } from './review-sheet';

const day = (text: string): PlainDate => text as PlainDate;
const met = { verdict: 'met', reason: 'đúng' } as const;
const table = (fee: number) => ({ steps: [], service: 0, fee, other: 0 });
const yearly = { timesPerYear: 1, timesSource: 'a', subjects: 10, subjectsSource: 'b' };
const item = (over: Partial<ReviewItem> = {}): ReviewItem => ({
  procedureCode: '1.001193',
  criteria: { necessity: met, reasonableness: met, legality: met },
  option: 'amend',
  proposal: 'bớt một giấy tờ',
  frequency: yearly,
  before: table(100),
  after: table(40),
  textsToChange: ['Thông tư 04/2020/TT-BTP'],
  ...over,
});

describe('review sheet', () => {
  it('works out each option: what is abolished costs nothing, what is kept costs the same', () => {
    expect(costOf(item()).year).toEqual({ now: 1000, after: 400 });
    expect(costOf(item({ option: 'abolish', after: null })).year).toEqual({ now: 1000, after: 0 });
    expect(costOf(item({ option: 'keep', after: null })).year).toEqual({ now: 1000, after: 1000 });
    expect(costOf(item({ option: 'new', before: null })).year).toEqual({ now: null, after: 400 });
    expect(costOf(item({ before: null, after: null, frequency: null })).year).toEqual({ now: null, after: null });
  });

  it.each<[string, Partial<ReviewItem>]>([
    ['frequency-missing', { frequency: null }],
    ['cost-after-kept', { option: 'keep' }],
    ['cost-after-abolished', { option: 'abolish' }],
    ['cost-before-new', { option: 'new' }],
    ['cost-before-missing', { before: null }],
  ])('refuses a sheet that contradicts itself: %s', (code, over) => {
    expect(() => {
      assertSheet([item(over)]);
    }).toThrow(expect.objectContaining({ code, pointer: '/items/0' }) as Error);
  });

  it('refuses the same procedure twice', () => {
    expect(() => {
      assertSheet([item(), item()]);
    }).toThrow(expect.objectContaining({ code: 'procedure-twice', pointer: '/items/1' }) as Error);
  });

  it('points at what a reader should look at again', () => {
    const bad = { verdict: 'not-met', reason: 'thừa' } as const;
    const codes = (over: Partial<ReviewItem>): string[] => findingsOf([item(over)]).map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ option: 'keep', after: null, criteria: { necessity: bad, reasonableness: met, legality: met } })).toEqual([
      'kept-though-failed',
    ]);
    expect(codes({ textsToChange: [] })).toEqual(['texts-unnamed']);
    expect(codes({ before: null, after: null, frequency: null })).toEqual(['not-costed']);
    expect(codes({ after: table(101) })).toEqual(['cost-grows']);
  });

  it('names each text to change once', () => {
    expect(textsOf([item(), item({ textsToChange: ['thông tư 04/2020/tt-btp ', 'Luật Hộ tịch'] })])).toHaveLength(2);
  });
});

describe('yearly plan of reviews', () => {
  const rules: ReviewRules = {
    title: '',
    plans: [
      {
        level: 'province',
        validFrom: day('2010-10-14'),
        validTo: null,
        sentBefore: { month: 1, day: 31 },
        legalBasis: 'Điều 30',
        confirmed: true,
      },
    ],
  };
  const line = (over: Partial<PlanItem> = {}): PlanItem => ({
    ...{ id: 'a', title: 'Hộ tịch', procedureCodes: ['1.1', '1.2'], doer: 'Phòng Tư pháp', dueOn: day('2024-06-30') },
    ...{ ground: 'own', groundText: 'x', product: 'Báo cáo' },
    ...over,
  });

  it('must be sent before 31/01: the 30th is the last day', () => {
    const rule = sendingRule(rules, 'province', 2024);
    expect(rule).toMatchObject({ lastDay: '2024-01-30' });
    const codes = (sentOn: string | null, on: string): string[] =>
      sendingFindings(rule, sentOn === null ? null : day(sentOn), day(on)).map(({ code }) => code);
    expect(codes('2024-01-30', '2024-03-01')).toEqual([]);
    expect(codes('2024-01-31', '2024-03-01')).toEqual(['plan-sent-late']);
    expect(codes(null, '2024-01-30')).toEqual([]);
    expect(codes(null, '2024-01-31')).toEqual(['plan-not-sent']);
    expect(sendingRule(rules, 'commune', 2024)).toBeNull();
    expect(sendingRule(rules, 'province', 2010)).toBeNull();
  });

  it('has lines due in its year, and no procedure in two lines', () => {
    const refuses =
      (...items: PlanItem[]): (() => void) =>
      () => {
        assertPlan(2024, items);
      };
    expect(refuses(line())).not.toThrow();
    expect(refuses(line({ dueOn: day('2025-01-01') }))).toThrow(expect.objectContaining({ code: 'due-outside-year' }) as Error);
    expect(refuses(line(), line({ id: 'b' }))).toThrow(expect.objectContaining({ code: 'procedure-twice' }) as Error);
  });

  it('is held against what was reviewed: all procedures of a line, by its day', () => {
    const both = (first: string, second: string) =>
      new Map([
        ['1.1', day(first)],
        ['1.2', day(second)],
      ]);
    expect(itemState(line(), new Map([['1.1', day('2024-05-01')]]), day('2024-06-30'))).toBe('open');
    expect(itemState(line(), new Map([['1.1', day('2024-05-01')]]), day('2024-07-01'))).toBe('overdue');
    expect(itemState(line(), both('2024-05-01', '2024-06-30'), day('2024-07-01'))).toBe('done');
    expect(itemState(line(), both('2024-05-01', '2024-07-01'), day('2024-07-01'))).toBe('done-late');
    expect(itemState(line(), both('2024-05-01', '2024-07-01'), day('2024-06-30'))).toBe('open');
    expect(itemState(line({ procedureCodes: [] }), new Map([['9', day('2024-06-01')]]), day('2024-06-30'))).toBe('done');
  });
});

describe('facts behind form II.04', () => {
  const review = (over: Partial<FiguredReview> = {}): FiguredReview => ({
    ...{ id: 'r1', unit: 'u1', subject: 'Hộ tịch', recordedOn: day('2024-03-01'), items: [item()] },
    ...over,
  });

  it('counts a procedure of a unit once, as it was reviewed last, and one of two units in each', () => {
    const { rows, total } = figureRows([
      review({ id: 'r2', recordedOn: day('2024-04-01'), items: [item({ option: 'abolish', after: null })] }),
      review(),
      review({ id: 'r3', unit: 'u2' }),
    ]);
    expect(rows.map(({ unit, procedures, options }) => [unit, procedures, options.abolish, options.amend])).toEqual([
      ['u1', 1, 1, 0],
      ['u2', 1, 0, 1],
    ]);
    expect(total).toMatchObject({ procedures: 2, distinctProcedures: 1, textsToChange: 1 });
    expect(shares(total)).toEqual({ procedureCutPercent: 50, costCutPercent: 80 });
  });

  it('leaves what was not costed out of the cost, and says how many were', () => {
    const figures = figuresOf([item(), item({ procedureCode: '1.2', before: null, after: null, frequency: null })]);
    expect(figures).toMatchObject({ procedures: 2, costed: 1, costCut: { now: 1000, after: 400 } });
    expect(shares(figuresOf([]))).toEqual({ procedureCutPercent: null, costCutPercent: null });
  });

  it('adds up: options make the procedures, rows make the total', () => {
    const items = fc.array(
      fc.record({
        code: fc.integer({ min: 1, max: 30 }),
        unit: fc.constantFrom('a', 'b', 'c'),
        option: fc.constantFrom(...OPTIONS),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(items, (given) => {
        const { rows, total } = figureRows(
          given.map(({ code, unit, option }, at) =>
            review({
              ...{ id: `r${at}`, unit },
              items: [
                item({
                  ...{ procedureCode: `1.${code}`, option },
                  before: option === 'new' ? null : table(100),
                  after: option === 'keep' || option === 'abolish' ? null : table(40),
                }),
              ],
            }),
          ),
        );
        const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0);
        for (const row of [...rows, total])
          expect(Object.values(row.options).reduce((all, count) => all + count, 0)).toBe(row.procedures);
        expect(sum(({ procedures }) => procedures)).toBe(total.procedures);
        expect(sum(({ costCut }) => costCut.now)).toBe(total.costCut.now);
        expect(sum(({ costCut }) => costCut.after)).toBe(total.costCut.after);
        expect(sum(({ costed }) => costed)).toBe(total.costed);
      }),
    );
  });
});
