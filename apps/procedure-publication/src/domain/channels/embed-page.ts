import type { PlainDate } from '@thongsuot/contracts';
import { dayVi, escaped, pageOf, type Page } from './html';
import { PART_LABELS, partText, type Shown } from './shown';

const STYLE = `
*{box-sizing:border-box}
body{margin:0;padding:16px;background:#fff;color:#14202e;font:400 16px/1.5 "Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
h1{font-size:20px;margin:0 0 4px;color:#0b3a70}
h2{font-size:16px;margin:22px 0 8px;padding-bottom:4px;border-bottom:2px solid #d48806}
p.note{margin:0 0 14px;color:#4d6075;font-size:14px}
form{display:flex;gap:8px;margin:0 0 8px;max-width:640px}
input{flex:1;min-width:0;font:inherit;padding:8px 10px;border:1px solid #6b7f94;border-radius:4px}
button{font:inherit;padding:8px 14px;border:0;border-radius:4px;background:#0b4a8f;color:#fff;cursor:pointer}
ul{list-style:none;margin:0;padding:0}
li{padding:9px 0;border-bottom:1px solid #dde5ee}
a{color:#0b4a8f;font-weight:600;text-decoration:none}
a:hover,a:focus{text-decoration:underline}
:focus-visible{outline:3px solid #d48806;outline-offset:2px}
small{color:#4d6075;display:block}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:9px 10px;border-bottom:1px solid #dde5ee;white-space:pre-line;overflow-wrap:anywhere}
th{width:230px;color:#33475c;font-weight:600}
@media (max-width:600px){th,td{display:block;width:auto;padding:4px 0;border:0}th{padding-top:10px}tr{border-bottom:1px solid #dde5ee;display:block;padding-bottom:8px}}
`;

/** Where the pages of a unit lead to each other. */
export interface Links {
  /** Query that names the unit and, where asked, the day: `unit=19360&on=2024-01-15`. */
  readonly unitQuery: string;
}

/** Procedures of a unit by field, found by words without accents, each with a page of its own. */
export function listPage(unit: string, on: PlainDate, procedures: readonly Shown[], q: string, { unitQuery }: Links): Page {
  const byField = new Map<string, Shown[]>();
  for (const procedure of procedures) byField.set(procedure.field, [...(byField.get(procedure.field) ?? []), procedure]);
  const hidden = [...new URLSearchParams(unitQuery)]
    .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
    .join('');
  const groups = [...byField].map(([field, some]) => {
    const lines = some.map(({ code, name, parts }) => {
      const link = escaped(`?${unitQuery}&code=${encodeURIComponent(code)}`);
      return `<li><a href="${link}">${escaped(name)}</a><small>${escaped(code)} · Thời hạn: ${escaped(partText(parts, 'timeLimit'))}</small></li>`;
    });
    return `<section><h2>${escaped(field)} (${some.length})</h2><ul>${lines.join('')}</ul></section>`;
  });
  const none = '<p>Không tìm thấy thủ tục nào. / No procedure was found.</p>';
  const body = `<h1>Thủ tục hành chính – ${escaped(unit)}</h1>
<p class="note">${procedures.length} thủ tục đang có hiệu lực ngày ${dayVi(on)}</p>
<form method="get" role="search">${hidden}<input type="search" name="q" value="${escaped(q)}" aria-label="Tìm thủ tục" placeholder="Tìm theo tên, mã, lĩnh vực"><button>Tìm</button></form>
${groups.length === 0 ? none : groups.join('\n')}`;
  return pageOf(`Thủ tục hành chính – ${unit}`, STYLE, body);
}

/** One procedure with every part. */
export function procedurePage(unit: string, on: PlainDate, procedure: Shown, { unitQuery }: Links): Page {
  const { code, name, field, parts, version, effectiveOn } = procedure;
  const rows = PART_LABELS.map(
    ([part, label]) => `<tr><th scope="row">${escaped(label)}</th><td>${escaped(partText(parts, part))}</td></tr>`,
  );
  const print = escaped(`posting?${unitQuery}&procedure=${encodeURIComponent(code)}`);
  const body = `<h1>${escaped(name)}</h1>
<p class="note">${escaped(code)} · ${escaped(field)} · ${escaped(unit)} · Bản ${version}, có hiệu lực từ ${dayVi(effectiveOn)}; xem ngày ${dayVi(on)}</p>
<table>${rows.join('')}</table>
<p><a href="${escaped(`?${unitQuery}`)}">← Danh sách thủ tục</a> &nbsp; <a href="${print}">In bản niêm yết A4</a></p>`;
  return pageOf(name, STYLE, body);
}
