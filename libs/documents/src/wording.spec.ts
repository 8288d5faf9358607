import { PlainDate } from '@thongsuot/contracts';
import fc from 'fast-check';
import type { DocumentHead, Signature } from './administrative-document';
import {
  appendixReference,
  capitals,
  cellLines,
  numberLine,
  placeAndDate,
  plainText,
  readSignature,
  recipientLines,
  signatureLines,
} from './wording';

const head = (over: Partial<DocumentHead> = {}): DocumentHead => ({
  ...{ superior: null, issuer: ['Ủy ban nhân dân', 'Phường 2'], number: '105/KH-UBND', symbol: 'KH-UBND' },
  ...{ place: 'Phường 2', date: PlainDate.parse('2024-01-30'), year: 2024, ...over },
});
const onDay = (date: string): string => placeAndDate(head({ date: PlainDate.parse(date) }));

describe('place and day', () => {
  it.each([
    ['2024-01-30', 'Phường 2, ngày 30 tháng 01 năm 2024'],
    ['2024-02-05', 'Phường 2, ngày 05 tháng 02 năm 2024'],
    ['2024-03-09', 'Phường 2, ngày 09 tháng 3 năm 2024'],
    ['2024-12-10', 'Phường 2, ngày 10 tháng 12 năm 2024'],
  ])('%s: %s', (date, expected) => {
    expect(onDay(date)).toBe(expected);
  });

  it('a zero stands before days below 10 and the months 1 and 2, nowhere else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }), (day, month) => {
        const text = onDay(`2024-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
        const [, shownDay = '', shownMonth = ''] = /ngày (\d+) tháng (\d+)/u.exec(text) ?? [];
        expect([Number(shownDay), Number(shownMonth)]).toEqual([day, month]);
        expect([shownDay.startsWith('0'), shownMonth.startsWith('0')]).toEqual([day < 10, month < 3]);
      }),
    );
  });

  it('leaves room to write a missing day and number in', () => {
    const blank = head({ date: null, number: null, year: 2022 });
    expect(placeAndDate(blank).replaceAll('\u00a0', '_')).toBe('Phường 2, ngày______tháng______năm 2022');
    expect(numberLine(blank)?.replaceAll('\u00a0', '_')).toBe('Số:________/KH-UBND');
    expect(numberLine(head({ number: null, symbol: null }))).toBeNull();
  });
});

it('an appendix names the document it belongs to', () => {
  expect(appendixReference({ head: head(), type: 'KH' }, 'UBND Phường 2')).toBe(
    '(Kèm theo Kế hoạch số 105/KH-UBND ngày 30/01/2024 của UBND Phường 2)',
  );
});

describe('signatures', () => {
  const forms: readonly [string, Signature, string[]][] = [
    [
      'on behalf of a collective',
      { form: 'TM', body: 'Ủy ban nhân dân', office: 'Chủ tịch', name: null },
      ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
    ],
    [
      'for its head',
      { form: 'KT', body: 'Ủy ban nhân dân', office: 'Chủ tịch', deputy: 'Phó Chủ tịch', name: null },
      ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
    ],
    [
      'for a head who signs alone',
      { form: 'KT', body: null, office: 'Chánh Văn phòng', deputy: 'Phó Chánh Văn phòng', name: null },
      ['KT. CHÁNH VĂN PHÒNG', 'PHÓ CHÁNH VĂN PHÒNG'],
    ],
    [
      'on a head’s order',
      { form: 'TL', office: 'Chủ tịch', signsAs: 'Chánh Văn phòng', name: null },
      ['TL. CHỦ TỊCH', 'CHÁNH VĂN PHÒNG'],
    ],
    [
      'by authorisation',
      { form: 'TUQ', office: 'Chủ tịch', signsAs: 'Trưởng phòng', name: null },
      ['TUQ. CHỦ TỊCH', 'TRƯỞNG PHÒNG'],
    ],
    ['as acting head', { form: 'Q', body: null, office: 'Chánh Văn phòng', name: null }, ['Q. CHÁNH VĂN PHÒNG']],
    ['as head of the issuer', { form: 'own', office: 'Trưởng phòng', name: null }, ['TRƯỞNG PHÒNG']],
  ];

  it.each(forms)('%s', (_what, signature, lines) => {
    expect(signatureLines(signature)).toEqual(lines);
  });

  it.each(forms)('as a plan writes it, %s is read back', (_what, signature, lines) => {
    const read = readSignature([...lines, 'Nguyễn Văn A'].join(' / '));
    expect(read?.form).toBe(signature.form);
    expect(read && [signatureLines(read), read.name]).toEqual([lines, 'Nguyễn Văn A']);
  });

  it('a text without an authority is no signature', () => {
    expect(readSignature('Nguyễn Văn A')).toBeNull();
    expect(readSignature('')).toBeNull();
  });
});

it('recipients close with a semicolon, the archive with a full stop', () => {
  expect(recipientLines(['UBND tỉnh (b/c);', 'Lưu: VT, VP.'])).toEqual(['- UBND tỉnh (b/c);', '- Lưu: VT, VP.']);
});

it('text is composed, without control characters, direction marks and broken surrogates', () => {
  expect(plainText('Kế hoạch\u0000\u202e\ud800\r\nhai\tba\u0007'.normalize('NFD'))).toBe('Kế hoạch\ufffd\nhai ba');
  expect(capitals('Ủy ban nhân dân huyện Đăk Tô')).toBe('ỦY BAN NHÂN DÂN HUYỆN ĐĂK TÔ');
});

it('cells show numbers and days by Vietnamese rules', () => {
  expect(
    [1_234_567.5, 0, null, 'một\nhai', { date: PlainDate.parse('2024-03-05') }, { lines: ['a', 'b\nc'] }].map(cellLines),
  ).toEqual([['1.234.567,5'], ['0'], [''], ['một', 'hai'], ['05/03/2024'], ['a', 'b', 'c']]);
});
