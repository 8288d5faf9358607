import { XMLParser } from 'fast-xml-parser';
import { readZip, readingOf, unreadable } from '@thongsuot/table-files';
import type { PlanBlock, PlanCell, PlanDocument, PlanRow, PlanTable } from '../../domain/import/plan-table';

/** One element of an ordered XML tree, as fast-xml-parser gives it with `preserveOrder`. */
type XmlNode = Readonly<Record<string, unknown>>;

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: true,
});

const WORD_DOCUMENT = 'word/document.xml';
const COLUMNS_MAX = 1_000;

/**
 * Reads a .docx: paragraphs and tables in reading order, with cells merged sideways (`gridSpan`) and downwards (`vMerge`).
 * Deleted text of tracked changes is left out, inserted text is read. Headers, footers and text boxes are not read.
 */
export async function readDocx(content: Buffer): Promise<PlanDocument> {
  const parts = await readZip(content);
  const xml = parts.get(WORD_DOCUMENT)?.toString('utf8');
  if (xml === undefined) throw unreadable('Tệp .docx thiếu phần nội dung văn bản', 'The .docx has no document part');
  if (/<!DOCTYPE/iu.test(xml))
    throw unreadable('Tệp .docx chứa khai báo DOCTYPE không được phép', 'The .docx declares a DOCTYPE');
  return readingOf({ vi: 'tệp .docx', en: 'the .docx' }, (): PlanDocument => {
    const tree = parser.parse(xml, true) as XmlNode[];
    const document = tree.find((node) => nameOf(node) === 'w:document');
    const body = document && childrenOf(document).find((node) => nameOf(node) === 'w:body');
    if (!body) throw unreadable('Tệp .docx không có thân văn bản', 'The .docx has no body');
    return { format: 'docx', blocks: blocksOf(body) };
  });
}

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function childrenOf(node: XmlNode): readonly XmlNode[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? (children as XmlNode[]) : [];
}

function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node && childrenOf(node).find((child) => nameOf(child) === name);
}

function attributeOf(node: XmlNode | undefined, name: string): string | undefined {
  const attributes = node?.[':@'] as Readonly<Record<string, string>> | undefined;
  return attributes?.[name];
}

/** Elements that only wrap what they hold: content controls, insertions, links, custom XML. */
const WRAPPERS = new Set([
  'w:sdt',
  'w:sdtContent',
  'w:ins',
  'w:moveTo',
  'w:hyperlink',
  'w:smartTag',
  'w:customXml',
  'w:fldSimple',
]);

function unwrapped(node: XmlNode): readonly XmlNode[] {
  return childrenOf(node).flatMap((child) => (WRAPPERS.has(nameOf(child)) ? unwrapped(child) : [child]));
}

function blocksOf(body: XmlNode): PlanBlock[] {
  return unwrapped(body).flatMap((node): PlanBlock[] => {
    if (nameOf(node) === 'w:p') return [{ kind: 'paragraph', text: paragraphText(node) }];
    if (nameOf(node) === 'w:tbl') return [{ kind: 'table', table: readTable(node) }];
    return [];
  });
}

function paragraphText(paragraph: XmlNode): string {
  return unwrapped(paragraph)
    .filter((node) => nameOf(node) === 'w:r')
    .flatMap((run) => unwrapped(run).map((node) => runText(node)))
    .join('');
}

function runText(node: XmlNode): string {
  switch (nameOf(node)) {
    case 'w:t':
      return childrenOf(node)
        .map((child) => (typeof child['#text'] === 'string' ? child['#text'] : ''))
        .join('');
    case 'w:br':
    case 'w:cr':
      return '\n';
    case 'w:tab':
      return '\t';
    case 'w:noBreakHyphen':
      return '-';
    default:
      return '';
  }
}

function readTable(table: XmlNode): PlanTable {
  const rows = unwrapped(table).filter((node) => nameOf(node) === 'w:tr');
  return { rows: rows.map((row, index) => readRow(row, index + 1)) };
}

function readRow(row: XmlNode, number: number): PlanRow {
  const before = columnsIn(attributeOf(childOf(childOf(row, 'w:trPr'), 'w:gridBefore'), 'w:val'), number) ?? 0;
  const cells: PlanCell[] = [];
  let column = before;
  for (const cell of unwrapped(row).filter((node) => nameOf(node) === 'w:tc')) {
    const properties = childOf(cell, 'w:tcPr');
    const span = Math.max(1, columnsIn(attributeOf(childOf(properties, 'w:gridSpan'), 'w:val'), number) ?? 1);
    const merge = childOf(properties, 'w:vMerge');
    const continuesAbove = merge !== undefined && attributeOf(merge, 'w:val') !== 'restart';
    cells.push({ column, span, continuesAbove, text: continuesAbove ? '' : cellText(cell) });
    column += span;
  }
  return { row: number, cells };
}

/** Columns that a cell says it covers; Word itself knows 63, so a thousand is a broken file. */
function columnsIn(written: string | undefined, row: number): number | undefined {
  const columns = Number(written);
  if (columns > COLUMNS_MAX) {
    throw unreadable(`Dòng ${row} của bảng có ô rộng ${columns} cột`, `Row ${row} of a table has a cell of ${columns} columns`);
  }
  return Number.isInteger(columns) && columns >= 0 ? columns : undefined;
}

/** A cell's paragraphs, one a line; numbered paragraphs get the list mark that Word draws for them. */
function cellText(cell: XmlNode): string {
  return unwrapped(cell)
    .flatMap((node): string[] => {
      if (nameOf(node) === 'w:tbl') return readTable(node).rows.flatMap((row) => row.cells.map((inner) => inner.text));
      if (nameOf(node) !== 'w:p') return [];
      const listed = childOf(childOf(node, 'w:pPr'), 'w:numPr') !== undefined;
      const text = paragraphText(node);
      return [listed && text.trim() !== '' ? `- ${text}` : text];
    })
    .filter((text) => text.trim() !== '')
    .join('\n');
}
