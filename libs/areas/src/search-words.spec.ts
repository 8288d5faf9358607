import { searchPrefixes, searchTerms, searchWords } from './search-words';

describe('search words', () => {
  it('folds, splits and keeps codes whole', () => {
    expect(searchWords('Đăng ký khai sinh (1.001193), có yếu tố nước ngoài.')).toEqual([
      'dang',
      'ky',
      'khai',
      'sinh',
      '1.001193',
      'co',
      'yeu',
      'to',
      'nuoc',
      'ngoai',
    ]);
  });

  it('finds a text by the beginning of any of its words, whatever the accents', () => {
    const prefixes = new Set(searchPrefixes('Đăng ký khai sinh'));
    expect(searchTerms('KHAI sI').every((term) => prefixes.has(term))).toBe(true);
    expect(searchTerms('hai').every((term) => prefixes.has(term))).toBe(false);
    expect(searchTerms(' ,; ')).toEqual([]);
  });
});
