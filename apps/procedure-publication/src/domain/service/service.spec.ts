import { readFileSync } from 'node:fs';
import type { PlainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { OnlineLevels, assertLevel, countLevels, levelIn, vocabularyNamed, vocabularyOn } from './online-levels';
import { limitHours, processFindings, totalHours } from './process';

const data = OnlineLevels.parse(JSON.parse(readFileSync(dataFile('procedures/online-levels.json'), 'utf8')));
const on = (day: string) => vocabularyOn(data, day as PlainDate);

describe('vocabularies of online services', () => {
  it('change on the day a decree takes effect', () => {
    expect(on('2022-08-14').key).toBe('levels-1-4');
    expect(on('2022-08-15').key).toBe('full-partial');
    expect(on('2026-06-30').key).toBe('full-partial');
    expect(on('2026-07-01').key).toBe('full-by-default');
    expect(() => on('2000-01-01')).toThrow(expect.objectContaining({ code: 'no-vocabulary' }) as Error);
  });

  it('take their own levels only, and partial from 01/7/2026 only with a published reason', () => {
    const check =
      (day: string, level: string, reason: string | null = null, reasonUrl: string | null = null) =>
      () => {
        assertLevel(on(day), { level, reason, reasonUrl });
      };
    expect(check('2022-08-14', '4')).not.toThrow();
    expect(check('2022-08-15', '4')).toThrow(expect.objectContaining({ code: 'level-of-another-vocabulary' }) as Error);
    expect(check('2026-06-30', 'partial')).not.toThrow();
    expect(check('2026-07-01', 'partial')).toThrow(expect.objectContaining({ code: 'reason-not-published' }) as Error);
    expect(check('2026-07-01', 'partial', 'phải nộp bản chính', 'https://example.vn')).not.toThrow();
  });

  it('are never compared without a mapping', () => {
    expect(levelIn(data, { vocabulary: 'levels-1-4', level: '4' }, 'full-partial')).toBeNull();
    expect(levelIn(data, { vocabulary: 'full-partial', level: 'full' }, 'full-by-default')).toBe('full');
    const entries = [
      { procedureCode: 'a', vocabulary: 'levels-1-4', level: '4' },
      { procedureCode: 'b', vocabulary: 'full-partial', level: 'partial' },
      { procedureCode: 'b', vocabulary: 'full-partial', level: 'full' },
      { procedureCode: 'c', vocabulary: 'full-partial', level: 'partial' },
    ];
    const count = (key: string) => countLevels(data, vocabularyNamed(data, key), entries);
    expect(count('full-partial')).toEqual({ levels: { full: 1, partial: 1 }, notComparable: 1 });
    expect(count('levels-1-4')).toEqual({ levels: { 1: 0, 2: 0, 3: 0, 4: 1 }, notComparable: 2 });
  });
});

describe('processes', () => {
  it.each([
    ['03 ngày làm việc.', 24],
    ['05 (năm) ngày làm việc', 40],
    ['4 giờ làm việc', 4],
    ['Ngay trong ngày tiếp nhận.', 8],
    ['Không quá 45 ngày.', null],
    ['03 ngày làm việc; phải xác minh thì 05 ngày làm việc', null],
    ['Theo quy định', null],
  ])('read the time limit %s', (text, hours) => {
    expect(limitHours(text)).toBe(hours);
  });

  it('may not take longer than the procedure allows', () => {
    const steps = [0.1, 0.2, 7.7].map((hours) => ({ name: 'x', role: 'y', hours }));
    expect(totalHours(steps)).toBe(8);
    expect(processFindings(steps, 8)).toEqual([]);
    expect(processFindings(steps, 7.99)).toMatchObject([{ code: 'steps-exceed-limit', severity: 'error' }]);
    expect(processFindings(steps, null)).toMatchObject([{ code: 'limit-unreadable' }]);
  });
});
