import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { ProcedureRow, plainDate } from '@thongsuot/contracts';
import { dataFile } from '@thongsuot/data';
import { XMLParser } from 'fast-xml-parser';
import { listPage, procedurePage } from './embed-page';
import { jsonFeed, rssFeed } from './feeds';
import { postingPage } from './posting-page';
import { SCREEN_WORKER, screenPage } from './screen-page';
import { partText, type Shown } from './shown';

const on = plainDate('2024-01-15');
const sample = JSON.parse(readFileSync(dataFile('procedures/sample-procedures.json'), 'utf8')) as { procedures: unknown[] };
const shown = sample.procedures.map((row): Shown => ({ ...ProcedureRow.parse(row), version: 1, effectiveOn: on }));
const EVIL = `</script><img src=x onerror="alert('1')">&`;
const evil: Shown = {
  ...(shown[0] as Shown),
  name: EVIL,
  field: EVIL,
  parts: { steps: EVIL, timeLimit: EVIL, fee: false, agency: EVIL, legalBasis: EVIL },
};
const links = { unitQuery: 'unit=19360' };
const screenOf = (some: readonly Shown[], unit = 'Phường 2'): ReturnType<typeof screenPage> =>
  screenPage({
    unit,
    on,
    items: some.map(({ code, name, field, parts }) => ({
      ...{ code, name, field, timeLimit: partText(parts, 'timeLimit'), fee: partText(parts, 'fee') },
      ...{ documents: partText(parts, 'documents'), agency: partText(parts, 'agency') },
    })),
  });

describe('every page escapes what it shows and needs nothing from elsewhere', () => {
  const qr = '<svg></svg>';
  const pages = [
    ['screen', screenOf([evil], EVIL)],
    ['list', listPage(EVIL, on, [evil], EVIL, { unitQuery: 'unit=1"><x' })],
    ['procedure', procedurePage(EVIL, on, evil, links)],
    ['posting', postingPage(EVIL, on, evil, EVIL, qr)],
  ] as const;

  it.each(pages)('%s', (_what, { html, style, script }) => {
    const rest = html.replace(script ?? '', '').replace(style, '');
    expect(rest).not.toMatch(/<img|<x/iu);
    expect(rest).not.toMatch(/onerror="/u);
    expect(rest.match(/<\/script/gu)?.length ?? 0).toBe(rest.match(/<script/gu)?.length ?? 0);
    expect(html).not.toMatch(/(?:src|href)="https?:/u);
    expect(html).not.toMatch(/ style="| on\w+="/u);
    expect(html).toContain('lang="vi"');
  });
});

describe('what the channels say', () => {
  it('a posting names every part in the order of the law, an explicit none and what is not known', () => {
    const { html } = postingPage('Phường 2', on, { ...(shown[0] as Shown), parts: { fee: false } }, 'https://a/b', '<svg></svg>');
    expect(html).toMatch(/10\. Phí, lệ phí<\/h2><p class="text">Không có</u);
    expect(html).toMatch(/1\. Trình tự thực hiện<\/h2><p class="text">Chưa công bố</u);
    expect(html).toContain('15/01/2024');
    expect(html).toContain('size:A4');
  });

  it('the list groups by field and leads to each procedure on the same day', () => {
    const { html } = listPage('Phường 2', on, shown, '', { unitQuery: 'unit=19360&on=2024-01-15' });
    expect(html).toContain('?unit=19360&amp;on=2024-01-15&amp;code=1.001193');
    expect(html).toMatch(/Hộ tịch \(\d+\)/u);
    expect(listPage('Phường 2', on, [], 'x', links).html).toContain('Không tìm thấy');
  });

  it('the screen’s script and its keeper are JavaScript', () => {
    const { script } = screenOf(shown);
    for (const text of [script ?? 'throw', SCREEN_WORKER]) expect(() => new Script(text)).not.toThrow();
  });

  const head = {
    unit: 'Phường 2 & 3',
    on,
    home: 'https://a.vn/?x=1&y=2',
    linkOf: (code: string) => `https://a.vn/?c=${code}&u=1`,
  };

  it('RSS is well formed and newest first, whatever the names hold', () => {
    const later = { ...evil, code: '1.999999', effectiveOn: plainDate('2024-02-01') };
    const parsed = new XMLParser().parse(rssFeed(head, [...shown, later]), true) as {
      rss: { channel: { title: string; item: { title: string; link: string }[] } };
    };
    const { title, item } = parsed.rss.channel;
    expect(title).toContain('Phường 2 & 3');
    expect(item).toHaveLength(shown.length + 1);
    expect(item[0]?.title).toContain('onerror');
  });

  it('JSON Feed carries every part for whoever republishes it', () => {
    const feed = jsonFeed(head, shown);
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.items[0]).toMatchObject({ date_published: '2024-01-15T00:00:00+07:00' });
    expect(feed.items.map((each) => (each as unknown as { _procedure: Shown })._procedure.parts)).toContainEqual(shown[0]?.parts);
  });
});
