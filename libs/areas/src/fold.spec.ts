import { foldVietnamese } from './fold';

describe('foldVietnamese', () => {
  it('drops case, accents and the bar of đ', () => {
    expect(foldVietnamese('Đắk Rve')).toBe('dak rve');
    expect(foldVietnamese('THỪA THIÊN HUẾ, Ươ ưỡ')).toBe('thua thien hue, uo uo');
  });

  it('gives composed and decomposed text the same form', () => {
    expect(foldVietnamese('Phường Quảng Trị'.normalize('NFD'))).toBe(foldVietnamese('Phường Quảng Trị'.normalize('NFC')));
  });

  it('takes runs of spaces as one', () => {
    expect(foldVietnamese('  Bà Rịa  -\tVũng Tàu ')).toBe('ba ria - vung tau');
  });
});
