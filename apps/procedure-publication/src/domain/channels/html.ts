/** Text as it may stand anywhere in HTML or XML: in words and inside quotes. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Data inside a page, which no text in it can end. */
export function jsonBlock(id: string, data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  return `<script type="application/json" id="${escaped(id)}">${json}</script>`;
}

/** A page that needs nothing else: its style and its script are inside and allowed by their hashes. */
export interface Page {
  readonly html: string;
  readonly style: string;
  readonly script: string | null;
}

/** Puts a page together. @param body HTML whose texts are {@link escaped} */
export function pageOf(title: string, style: string, body: string, script: string | null = null): Page {
  const html = `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === null ? '' : `<script>${script}</script>`}
</body>
</html>
`;
  return { html, style, script };
}

/** A day as people here write it. */
export function dayVi(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${day}/${month}/${year}`;
}
