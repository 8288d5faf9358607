import { addDays, daysBetween } from '@thongsuot/calendar';
import { plainDate, type PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import { measureDirectives, measureRhythm, proposedMeasure, type Measured } from './measure';

const from = plainDate('2022-01-01');
const rhythm = (proofs: string[], today: string, until: string | null = '2022-12-31'): Measured =>
  measureRhythm(proofs.map(plainDate), 31, { from, until: until === null ? null : plainDate(until), today: plainDate(today) });

describe('continuous work by its rhythm of proof', () => {
  it.each([
    [[], '2021-12-31', ['not-started', null, 0, 0]],
    [[], '2022-01-31', ['on-track', '2022-01-31', 0, 0]],
    [[], '2022-02-01', ['late', '2022-01-31', 0, 1]],
    [['2022-01-31'], '2022-02-01', ['on-track', '2022-03-03', 1, 0]],
    [['2022-02-01'], '2022-02-01', ['on-track', '2022-03-04', 1, 1]],
    [['2022-01-10', '2022-01-10'], '2022-02-11', ['late', '2022-02-10', 1, 1]],
    [['2022-01-10', '2022-02-10', '2022-03-13'], '2022-03-20', ['on-track', '2022-04-13', 3, 0]],
    // After its last day nothing more is due.
    [['2022-12-20'], '2023-03-01', ['on-track', null, 1, 11]],
  ] as const)('%j on %s', (proofs, today, [state, nextDueOn, met, missed]) => {
    expect(rhythm([...proofs], today)).toMatchObject({ state, nextDueOn, met, missed });
  });

  it('more proof never makes it later, and one a span keeps it on track', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((days) => addDays(from, days));
    fc.assert(
      fc.property(fc.array(day, { maxLength: 20 }), day, day, fc.integer({ min: 1, max: 120 }), (proofs, extra, today, every) => {
        const span = { from, until: null, today };
        const before = measureRhythm(proofs, every, span);
        const after = measureRhythm([...proofs, extra], every, span);
        expect(after.missed).toBeLessThanOrEqual(before.missed);
        if (before.state === 'on-track') expect(after.state).toBe('on-track');
        const regular: PlainDate[] = [];
        for (let one = addDays(from, every - 1); daysBetween(one, today) >= 0; one = addDays(one, every)) regular.push(one);
        expect(measureRhythm(regular, every, span)).toMatchObject({ state: 'on-track', missed: 0 });
      }),
    );
  });
});

describe('what measures a task', () => {
  const rules = [
    { words: ['dia chi tiep nhan'], measure: { kind: 'rhythm', everyDays: 92 } },
    { words: ['niem yet'], measure: { kind: 'figure', figure: 'posted', comparison: 'at-least', percent: 100 } },
  ] as const;

  it('is told by the first rule whose words the title holds, accents aside', () => {
    expect(proposedMeasure('Niêm yết địa chỉ tiếp nhận PAKN', rules)).toMatchObject({ kind: 'rhythm' });
    expect(proposedMeasure('NIÊM YẾT, công khai đầy đủ', rules)).toMatchObject({ figure: 'posted' });
    expect(proposedMeasure('Tập huấn', rules)).toBeUndefined();
  });

  it('directives: an unanswered one past its day makes it late, one answered late only counts', () => {
    expect(measureDirectives(['answered', 'answered-late', 'sent'])).toEqual({ state: 'on-track', met: 1, missed: 1 });
    expect(measureDirectives(['received', 'overdue'])).toEqual({ state: 'late', met: 0, missed: 1 });
  });
});
