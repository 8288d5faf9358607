import fc from 'fast-check';
import { SearchIndex, type Searchable } from './search-index';

const procedure = (code: string, name: string, over: Partial<Searchable> = {}): Searchable => ({
  code,
  name,
  field: 'Hộ tịch',
  agency: 'Ủy ban nhân dân cấp xã',
  lifeEvents: [],
  announced: true,
  ...over,
});
const all = [
  procedure('1.001193', 'Đăng ký khai sinh', { lifeEvents: ['Có con nhỏ'] }),
  procedure('1.005461', 'Đăng ký lại khai sinh'),
  procedure('2.000528', 'Đăng ký khai sinh có yếu tố nước ngoài', { agency: 'Phòng Tư pháp' }),
  procedure('1.000656', 'Đăng ký khai tử', { announced: false }),
  procedure('1.003554', 'Hòa giải tranh chấp đất đai', { field: 'Đất đai' }),
  procedure('1.012766', 'Xóa đăng ký thế chấp quyền sử dụng đất', { field: 'Đăng ký biện pháp bảo đảm' }),
];
const index = new SearchIndex(all);
const find = (q: string, over: object = {}): string[] => index.find({ q, announcedOnly: false, ...over }).map(({ code }) => code);

describe('the catalogue is found', () => {
  it.each([
    ['KHAI SINH', ['1.001193', '2.000528', '1.005461'].sort()],
    ['khai sinh', ['1.001193', '2.000528', '1.005461'].sort()],
    ['đất đai', ['1.003554']],
    ['dat DAI', ['1.003554']],
    ['sinh khai', ['1.001193', '2.000528', '1.005461'].sort()],
    ['con nho', ['1.001193']],
    ['phong tu phap', ['2.000528']],
    ['không có thủ tục này', []],
    ['"<script>', []],
  ])('%s', (q, codes) => {
    expect(find(q).sort()).toEqual(codes);
  });

  it('best first: the exact code, a code begun, the whole name, its beginning, its words, anything else', () => {
    expect(find('1.001193')).toEqual(['1.001193']);
    expect(find('1001193')).toEqual(['1.001193']);
    expect(find('1.00')).toEqual(['1.000656', '1.001193', '1.003554', '1.005461']);
    expect(find('đăng ký khai sinh')[0]).toBe('1.001193');
    expect(find('đăng ký lại')[0]).toBe('1.005461');
    // "Đăng ký" in a name goes before "đăng ký" in a field alone.
    expect(find('dang ky').at(-1)).toBe('1.012766');
    expect(new Set(find('dang ky')).size).toBe(5);
  });

  it('typed with accents, the very same ones go first', () => {
    const two = new SearchIndex([procedure('1.000001', 'Cấp thẻ ma'), procedure('1.000002', 'Cấp thẻ má')]);
    expect(two.find({ q: 'thẻ má', announcedOnly: false })[0]?.code).toBe('1.000002');
    expect(two.find({ q: 'the ma', announcedOnly: false })).toHaveLength(2);
  });

  it('filters: announced, field, life event, agency, the codes of a unit', () => {
    expect(find('', { announcedOnly: true })).toHaveLength(5);
    expect(find('', { field: 'ĐẤT ĐAI' })).toEqual(['1.003554']);
    expect(find('', { lifeEvent: 'co con nho' })).toEqual(['1.001193']);
    expect(find('khai', { agency: 'tư pháp' })).toEqual(['2.000528']);
    expect(find('khai', { codes: new Set(['1.000656']) })).toEqual(['1.000656']);
  });

  it('suggests procedures, then fields, events and agencies that hold the words', () => {
    expect(index.suggest('dat', false, 6).map(({ kind, text }) => [kind, text])).toEqual([
      ['procedure', 'Hòa giải tranh chấp đất đai'],
      ['procedure', 'Xóa đăng ký thế chấp quyền sử dụng đất'],
      ['field', 'Đất đai'],
    ]);
    expect(index.suggest('con', false, 6)).toContainEqual({ kind: 'life-event', text: 'Có con nhỏ', code: null, procedures: 1 });
    expect(index.suggest('1.000656', true, 6)).toEqual([]);
  });

  it('every beginning of every word of a name finds it, in any case and without accents', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(20), fc.nat(20), ({ code, name }, which, length) => {
        const words = name.split(' ');
        const word = words[which % words.length] ?? '';
        const begun = word.slice(0, 1 + (length % word.length));
        expect(find(begun.toUpperCase())).toContain(code);
        expect(
          find(
            begun
              .normalize('NFD')
              .replace(/\p{Mn}/gu, '')
              .replace('Đ', 'D')
              .replace('đ', 'd'),
          ),
        ).toContain(code);
      }),
    );
  });
});
