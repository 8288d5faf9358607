import { MessageKind } from '@thongsuot/contracts';
import fc from 'fast-check';
import { shippedTemplates } from '../config/shipped';
import { faultsOf, fill } from './template';
import { checkTexts, sampleOf } from './variables';

describe('words with variables', () => {
  it('are filled in; an optional part goes with its empty variable', () => {
    const template = '{what}: {subject}[, hạn {due}]';
    expect(fill(template, { what: 'Hạn mới', subject: 'II.1', due: '09/02/2022' })).toBe('Hạn mới: II.1, hạn 09/02/2022');
    expect(fill(template, { what: 'Hạn mới', subject: 'II.1', due: '' })).toBe('Hạn mới: II.1');
  });

  it('keep signs that are doubled', () => {
    expect(fill('[[Thông Suốt]] {{x}} {title}', { title: 'Đến hạn' })).toBe('[Thông Suốt] {x} Đến hạn');
  });

  it('what a variable holds is never read as a template', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(fill('<{subject}>', { subject: text, due: 'never' })).toBe(`<${text}>`);
      }),
    );
  });

  it.each([
    ['{subjekt}', 'variable-unknown'],
    ['{subject', 'braces-unbalanced'],
    ['subject}', 'braces-unbalanced'],
    ['[, hạn {due}', 'brackets-unbalanced'],
    ['[a [b {due}]]', 'brackets-unbalanced'],
    ['{due}]', 'brackets-unbalanced'],
    ['{__proto__}', 'braces-unbalanced'],
  ])('%s is refused: %s', (template, code) => {
    expect(faultsOf(template, ['subject', 'due']).map((fault) => fault.code)).toContain(code);
  });
});

describe('shipped words', () => {
  const book = shippedTemplates();

  it.each(MessageKind.options)('%s: complete in both languages, no variable left over', (kind) => {
    expect(checkTexts(kind, book[kind])).toEqual([]);
    const { title, subject, text } = sampleOf(kind, book[kind]);
    for (const words of [title, subject, text]) {
      for (const each of [words.vi, words.en]) expect(each).toMatch(/^[^{}]{8,}$/u);
    }
    expect(text.vi).toContain('Đơn vị: Phường 2');
    expect(title.vi).not.toBe(title.en);
  });
});
