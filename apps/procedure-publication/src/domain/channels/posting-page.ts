import type { PlainDate } from '@thongsuot/contracts';
import { dayVi, escaped, pageOf, type Page } from './html';
import { PART_LABELS, partText, type Shown } from './shown';

const STYLE = `
@page{size:A4 portrait;margin:20mm 15mm 20mm 30mm}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:210mm;color:#000;background:#fff;font:400 13pt/1.35 "Times New Roman","Liberation Serif",serif}
header{display:flex;gap:12px;align-items:flex-start;justify-content:space-between;border-bottom:1px solid #000;padding-bottom:8px}
header p{margin:0;font-weight:700;text-transform:uppercase}
header p.sub{font-weight:400;text-transform:none;font-size:11pt}
figure{margin:0;text-align:center;font-size:9pt;width:32mm;flex:none}
figure svg{width:30mm;height:30mm;display:block;margin:0 auto}
h1{font-size:15pt;text-align:center;margin:14px 0 2px;text-transform:uppercase}
h2{font-size:13pt;margin:10px 0 2px}
p.text{margin:0;white-space:pre-line;text-align:justify;overflow-wrap:anywhere}
p.code{margin:0 0 8px;text-align:center;font-style:italic}
section{break-inside:avoid-page}
footer{margin-top:14px;border-top:1px solid #000;padding-top:6px;font-size:10pt}
@media print{body{padding:0;max-width:none}}
@media (max-width:480px){header{flex-direction:column-reverse}}
`;

/**
 * A posting for the wall, on A4.
 * @param qr SVG of the code that leads to `address`
 */
export function postingPage(unit: string, on: PlainDate, procedure: Shown, address: string, qr: string): Page {
  const { code, name, field, parts, version, effectiveOn } = procedure;
  const sections = PART_LABELS.map(
    ([part, label], at) =>
      `<section><h2>${at + 1}. ${escaped(label)}</h2><p class="text">${escaped(partText(parts, part))}</p></section>`,
  );
  const body = `<header><div><p>Ủy ban nhân dân ${escaped(unit)}</p><p class="sub">Niêm yết công khai thủ tục hành chính</p><p class="sub">Lĩnh vực: ${escaped(field)}</p></div>
<figure>${qr}<figcaption>Quét để xem bản đang có hiệu lực</figcaption></figure></header>
<h1>${escaped(name)}</h1>
<p class="code">Mã thủ tục: ${escaped(code)} – bản ${version}, có hiệu lực từ ngày ${dayVi(effectiveOn)}</p>
${sections.join('\n')}
<footer>In từ hệ thống ngày ${dayVi(on)}. Bản mới nhất: ${escaped(address)}</footer>`;
  return pageOf(`Niêm yết: ${name}`, STYLE, body);
}
