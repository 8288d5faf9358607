import type { PlainDate } from '@thongsuot/contracts';
import { dayVi, escaped } from './html';
import { partText, type Shown } from './shown';

/** What a feed says of itself. */
export interface FeedHead {
  readonly unit: string;
  readonly on: PlainDate;
  /** Address of the unit's list. */
  readonly home: string;
  /** Address of one procedure. */
  readonly linkOf: (code: string) => string;
}

/** JSON Feed 1.1; `_procedure` carries every part, for whoever republishes it. */
export function jsonFeed(
  { unit, on, home, linkOf }: FeedHead,
  procedures: readonly Shown[],
): Record<string, unknown> & {
  version: string;
  title: string;
  items: { id: string; title: string }[];
} {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: `Thủ tục hành chính – ${unit}`,
    home_page_url: home,
    language: 'vi',
    _on: on,
    items: newestFirst(procedures).map((procedure) => {
      const { code, name, field, parts, version, effectiveOn } = procedure;
      return {
        id: `${code}#${version}`,
        url: linkOf(code),
        title: name,
        content_text: summaryOf(procedure),
        date_published: `${effectiveOn}T00:00:00+07:00`,
        tags: [field],
        _procedure: { code, version, name, field, effectiveOn, parts },
      };
    }),
  };
}

/** RSS 2.0 of the same. */
export function rssFeed({ unit, on, home, linkOf }: FeedHead, procedures: readonly Shown[]): string {
  const items = newestFirst(procedures).map((procedure) => {
    const { code, name, field, version, effectiveOn } = procedure;
    const date = new Date(`${effectiveOn}T00:00:00+07:00`).toUTCString();
    return `<item><guid isPermaLink="false">${escaped(`${code}#${version}`)}</guid><title>${escaped(name)}</title><link>${escaped(linkOf(code))}</link><category>${escaped(field)}</category><pubDate>${date}</pubDate><description>${escaped(summaryOf(procedure))}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${escaped(`Thủ tục hành chính – ${unit}`)}</title><link>${escaped(home)}</link><description>Thủ tục đang có hiệu lực ngày ${dayVi(on)}</description><language>vi</language>
${items.join('\n')}
</channel></rss>
`;
}

function summaryOf({ code, parts, effectiveOn }: Shown): string {
  const lines = [`Mã ${code}`, `Thời hạn: ${partText(parts, 'timeLimit')}`, `Phí, lệ phí: ${partText(parts, 'fee')}`];
  return `${lines.join('. ')}. Có hiệu lực từ ${dayVi(effectiveOn)}.`;
}

function newestFirst(procedures: readonly Shown[]): Shown[] {
  return [...procedures].sort((a, b) =>
    a.effectiveOn === b.effectiveOn ? (a.code < b.code ? -1 : 1) : a.effectiveOn < b.effectiveOn ? 1 : -1,
  );
}
