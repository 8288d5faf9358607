import { PlainDate } from '@thongsuot/contracts';
import { PAGE_MM, documentType, layoutOn, textWidthMm } from './layout';
import { boldWidthMm, lineCount } from './text-width';
import { COUNTRY } from './wording';

const layout = layoutOn(PlainDate.parse('2024-01-30'));

it('keeps to the ranges of NĐ 30/2020', () => {
  const { marginsMm: margin, sizesPt: size, body, rules } = layout;
  for (const edge of [margin.top, margin.bottom]) expect([edge >= 20, edge <= 25]).toEqual([true, true]);
  expect([margin.left >= 30, margin.left <= 35, margin.right >= 15, margin.right <= 20]).toEqual([true, true, true, true]);
  for (const one of [size.superior, size.issuer, size.country]) expect([12, 13]).toContain(one);
  for (const one of [size.motto, size.placeDate, size.type, size.subject, size.body, size.authority, size.pageNumber]) {
    expect([13, 14]).toContain(one);
  }
  expect([size.number, size.recipientsHead, size.recipients]).toEqual([13, 12, 11]);
  expect([body.firstLineMm >= 10, body.firstLineMm <= 12.7, body.spaceBeforePt >= 6]).toEqual([true, true, true]);
  for (const share of [rules.issuerShare, rules.subjectShare]) expect([share >= 1 / 3, share <= 1 / 2]).toEqual([true, true]);
  expect(layout.pageNumberFrom).toBe(2);
});

it('the columns of head and signatures fill the text, and the country fits into one line of its column', () => {
  const width = textWidthMm(layout, false);
  expect(width).toBe(PAGE_MM.width - 45);
  expect(layout.headColumnsMm.left + layout.headColumnsMm.right).toBe(width);
  expect(layout.signatureColumnsMm.left + layout.signatureColumnsMm.right).toBe(width);
  expect(boldWidthMm(COUNTRY, layout.sizesPt.country)).toBeLessThan(layout.headColumnsMm.right);
});

it('a day before the decree has the first layout, a blank one the last', () => {
  expect(layoutOn(PlainDate.parse('2019-05-01'))).toBe(layout);
  expect(layoutOn(null)).toBe(layout);
});

it('types have names; a letter prints none', () => {
  expect([documentType('KH').name, documentType('CV').printed]).toEqual(['Kế hoạch', false]);
});

it('counts the lines of a text in a column', () => {
  const wide = boldWidthMm('một hai', 12);
  expect(lineCount('một hai', 12, wide + 0.1)).toBe(1);
  expect(lineCount('một hai', 12, wide - 0.1)).toBe(2);
  expect(lineCount('một\nhai', 12, 500)).toBe(2);
  expect(lineCount('m'.repeat(100), 12, boldWidthMm('m'.repeat(40), 12))).toBe(3);
});
