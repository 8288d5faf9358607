import { driftsOf, type Expected } from './drift';
import { readPublished, wordsOfHtml } from './read-published';

const birth: Expected = {
  code: '1.001193',
  name: 'Đăng ký khai sinh',
  field: 'Hộ tịch',
  parts: { timeLimit: 'Ngay trong ngày', fee: false, agency: 'UBND cấp xã' },
};
const read = (content: unknown): NonNullable<ReturnType<typeof readPublished>> => {
  const published = readPublished(JSON.stringify(content), 'application/json');
  if (!published) throw new Error('no records');
  return published;
};
const fieldsOf = (content: unknown, ended: string[] = []): string[] =>
  driftsOf(read(content), [birth], new Set(ended)).map(({ procedureCode, field }) => `${procedureCode}/${field}`);

describe('a feed against the version in force', () => {
  const record = { code: '1.001193', name: 'Đăng ký khai sinh', field: 'Hộ tịch', timeLimit: 'Ngay trong ngày', fee: 'Không' };

  it.each([
    ['the catalogue’s own shape', { items: [{ ...birth }] }, []],
    ['flat records, explicit none', { procedures: [record] }, []],
    ['a bare list, other spaces and case', [{ ...record, name: 'ĐĂNG KÝ  khai sinh'.normalize('NFD') }], []],
    ['a JSON feed', { items: [{ title: 'x', _procedure: record }] }, []],
    ['another time limit', [{ ...record, timeLimit: '03 ngày' }], ['1.001193/timeLimit']],
    ['a fee where there is none', [{ ...record, fee: '8.000 đồng' }], ['1.001193/fee']],
    ['another name', [{ ...record, name: 'Khai sinh' }], ['1.001193/name']],
    ['nothing of it', [], ['1.001193/procedure']],
  ])('%s', (_what, content, drifts) => {
    expect(fieldsOf(content)).toEqual(drifts);
  });

  it('shows what was to be taken down', () => {
    expect(fieldsOf([record, { code: '1.000656', name: 'Khai tử' }], ['1.000656'])).toEqual(['1.000656/ended']);
  });

  it('tells what is expected and what was found', () => {
    const [drift] = driftsOf(read([{ ...record, timeLimit: '03 ngày' }]), [birth], new Set());
    expect(drift).toEqual({ procedureCode: '1.001193', field: 'timeLimit', expected: 'Ngay trong ngày', found: '03 ngày' });
  });

  it('JSON without procedures is not read', () => {
    expect(readPublished('{"a": 1}', 'application/json')).toBeUndefined();
    expect(readPublished('{broken', '')).toBeUndefined();
  });
});

describe('a page against the version in force', () => {
  const page = (body: string): string[] =>
    driftsOf({ kind: 'words', text: wordsOfHtml(body) }, [birth], new Set(['1.000656'])).map(({ field }) => field);

  it('every part stands there in its words, whatever the markup', () => {
    expect(
      page('<h1>1.001193 Đăng ký <b>khai sinh</b></h1><td>H&#7897; t&#x1ecb;ch</td><p>Ngay trong&nbsp;ngày<br>UBND\n cấp xã'),
    ).toEqual([]);
  });

  it('what is missing, not shown at all, hidden in a script, or shown though ended is found', () => {
    expect(page('1.001193 Đăng ký khai sinh; Hộ tịch; UBND cấp xã; 03 ngày')).toEqual(['timeLimit']);
    expect(page('<p>Trang đang cập nhật</p>')).toEqual(['procedure']);
    expect(page('<script>"1.001193 Đăng ký khai sinh Hộ tịch"</script>1.000656')).toEqual(['procedure', 'ended']);
  });
});
