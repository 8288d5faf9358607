import { plainDate } from '@thongsuot/contracts';
import { LAW } from '../../config/law-data';
import { differences, sameContent } from './content';
import { textNumber, textNumbers } from './legal-texts';
import { partFindings } from './parts';
import { readProcedures } from './read-procedures';
import { validToOf, versionOn, type DatedVersion } from './versions';

const TODAY = plainDate('2024-01-15');
const all = {
  steps: 'a',
  manner: 'b',
  documents: 'c',
  timeLimit: 'd',
  subjects: 'e',
  agency: 'f',
  forms: false,
  result: 'g',
  conditions: false,
  fee: false,
  legalBasis: '63/2010/NĐ-CP',
} as const;
const row = { code: '1.001193', name: 'Đăng ký khai sinh', field: 'Hộ tịch', levels: ['commune' as const], parts: all };

describe('component parts (NĐ 63/2010 Điều 8 khoản 2, Điều 15)', () => {
  it('six beside the name always, four stated or stated as none, and the legal basis', () => {
    expect(partFindings(all, LAW.parts, TODAY)).toEqual([]);
    expect(partFindings({}, LAW.parts, TODAY).map(({ part }) => part)).toEqual([
      'steps',
      'manner',
      'documents',
      'timeLimit',
      'subjects',
      'agency',
      'forms',
      'result',
      'conditions',
      'fee',
      'legalBasis',
    ]);
  });

  it.each([
    ['timeLimit', 'Điều 8 khoản 2 điểm đ', 'thiếu'],
    ['fee', 'Điều 8 khoản 2 điểm h', 'không có'],
    ['legalBasis', 'Điều 15 khoản 1 điểm b', 'thiếu'],
  ] as const)('a missing %s is found by its part and article', (part, article, words) => {
    const { [part]: _left, ...rest } = all;
    const [finding] = partFindings(rest, LAW.parts, TODAY);
    expect(finding).toMatchObject({ part, article: expect.stringContaining(article) as string });
    expect(finding?.message).toContain(words);
  });

  it('a list needs less than a full text: name, basis, time, place and fee', () => {
    expect(partFindings({}, LAW.parts, TODAY, 'list').map(({ part }) => part)).toEqual([
      'timeLimit',
      'agency',
      'fee',
      'legalBasis',
    ]);
    expect(partFindings({}, LAW.parts, TODAY, 'full')).toHaveLength(11);
  });
});

describe('versions', () => {
  const version = (number: number, validFrom: string | null): DatedVersion => ({
    version: number,
    announced: validFrom !== null,
    validFrom: validFrom === null ? null : plainDate(validFrom),
  });
  const three = [version(1, '2024-01-01'), version(2, '2024-03-01'), version(3, null)];

  it.each([
    ['2023-12-31', false, 1],
    ['2024-02-29', false, 1],
    ['2024-03-01', false, 2],
    ['2024-03-01', true, 2],
  ])('on %s (insider: %s) it is version %d', (on, insider, expected) => {
    expect(versionOn(three, plainDate(on), insider)?.version).toBe(expected);
  });

  it('a draft is shown to insiders only, while nothing was announced', () => {
    expect(versionOn([version(1, null)], TODAY, true)?.version).toBe(1);
    expect(versionOn([version(1, null)], TODAY, false)).toBeUndefined();
  });

  it('a version ends the day before the next announced one', () => {
    expect(three.map((each) => validToOf(each, three))).toEqual(['2024-02-29', null, null]);
  });

  it('differs field by field; the order of levels and events is no difference', () => {
    const other = { ...row, name: 'Đăng ký khai sinh lưu động', parts: { ...all, fee: '8.000 đồng' } };
    expect(differences(row, other)).toEqual([
      { part: 'name', from: 'Đăng ký khai sinh', to: 'Đăng ký khai sinh lưu động' },
      { part: 'fee', from: false, to: '8.000 đồng' },
    ]);
    expect(sameContent({ ...row, lifeEvents: [] }, row)).toBe(true);
    expect(sameContent({ ...row, lifeEvents: ['a', 'b'] }, { ...row, lifeEvents: ['b', 'a'] })).toBe(true);
    expect(sameContent({ ...row, lifeEvents: ['a'] }, row)).toBe(false);
  });
});

describe('numbers of legal texts', () => {
  it.each([
    ['Nghị định số 63/2010/NĐ-CP ngày 08/6/2010', ['63/2010/nd-cp']],
    [
      'Luật Hộ tịch số 60/2014/QH13; Thông tư 04/2020/TT-BTP, Quyết định 1089/QĐ-UBND',
      ['60/2014/qh13', '4/2020/tt-btp', '1089/qd-ubnd'],
    ],
    ['63/2010/ NĐ - CP và 063/2010/nđ-cp', ['63/2010/nd-cp']],
    ['Thông tư liên tịch 05/2015/TTLT-BYT-BTP', ['5/2015/ttlt-byt-btp']],
    ['Theo quyết định công bố của Chủ tịch UBND tỉnh, ngày 01/02/2024.', []],
  ])('%s', (wording, numbers) => {
    expect(textNumbers(wording)).toEqual(numbers);
  });

  it('a number of another year or body is another text', () => {
    expect(textNumber('163/2010/NĐ-CP')).not.toBe(textNumber('63/2010/NĐ-CP'));
    expect(textNumber('không có số')).toBeUndefined();
  });
});

describe('rows of an import', () => {
  it('names the row, the column and the part; a code twice counts by its last row', () => {
    const { taken, refused, findings } = readProcedures(
      [
        { row: 1, value: row },
        { row: 2, value: { ...row, code: '9.1' } },
        { row: 3, value: { ...row, name: 'Khai sinh', parts: { ...all, legalBasis: undefined } } },
        { row: 4, value: { code: '1.001194', field: 'x', levels: ['commune'] } },
        { row: 5, value: 'chữ' },
      ],
      LAW.parts,
      TODAY,
    );
    expect([...taken.values()].map(({ name }) => name)).toEqual(['Khai sinh']);
    expect(refused).toBe(3);
    expect(findings.map(({ row: at, column, code }) => [at, column, code])).toEqual([
      [2, 'code', 'invalid-format'],
      [3, 'code', 'code-twice'],
      [3, 'legalBasis', 'parts-missing'],
      [4, 'name', 'invalid-type'],
      [5, '', 'invalid-type'],
    ]);
    for (const { message } of findings) expect(message).toMatch(/ \/ /u);
  });
});
