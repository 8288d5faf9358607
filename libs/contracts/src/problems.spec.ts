import { PROBLEMS } from './problem-table';
import { isProblemCode, ProblemError } from './problems';

describe('problems', () => {
  it.each(Object.entries(PROBLEMS))('%s has an HTTP error status and speaks both languages', (code, { status, title, help }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    for (const text of [title.vi, title.en, help.vi, help.en]) expect(text.length).toBeGreaterThan(5);
    // Vietnamese is written with its marks.
    expect(help.vi.normalize('NFD')).toMatch(/[\u0300-\u036f]/);
  });

  it('an error carries its code and where it lies, Vietnamese first', () => {
    const error = new ProblemError('date-invalid', { errors: [{ row: 3, column: 'due_at', code: 'not-a-date', message: 'x' }] });
    expect(error.message).toBe(`${PROBLEMS['date-invalid'].title.vi} / ${PROBLEMS['date-invalid'].title.en}`);
    expect(error.errors).toHaveLength(1);
    expect(error.detail).toBeUndefined();
    expect(new ProblemError('conflict', { detail: 'a / b' }).message).toBe('a / b');
  });

  it('knows its own codes only', () => {
    expect(isProblemCode('conflict')).toBe(true);
    expect(isProblemCode('toString')).toBe(false);
  });
});
