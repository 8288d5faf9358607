import { getRollUp, getTargets, type AnswerOf } from '@thongsuot/contracts';
import type { AreaTree } from '@thongsuot/areas';
import { KON_TUM_2022, QUANG_TRI_2024, type Quarter } from '../generate/quarters';
import { II06A_COLUMNS } from '../recount/ii06a';
import type { Api } from '../play/api';
import { ADMINISTRATOR } from '../play/stage';
import { checkFigures, type Broken, type Figures } from './identities';
import { heading, tableOf } from './table';
import { day, moment } from './written';

type RollUp = AnswerOf<typeof getRollUp>;

/** Areas that the first table shows, smallest first. */
const SHOWN: readonly { readonly quarter: Quarter; readonly areas: readonly string[] }[] = [
  { quarter: KON_TUM_2022, areas: ['23479', '614', '62'] },
  { quarter: QUANG_TRI_2024, areas: ['19360', '462', '45'] },
];

const NUMBERS = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13'] as const;

/** The figures, the identities that do not hold, and how much was checked. */
export interface FigureTables {
  readonly text: string;
  readonly broken: readonly Broken[];
}

/** Q1 of both plans at commune, district and province, targets beside them, identities of every area checked. */
export async function figureTables(api: Api, tree: AreaTree): Promise<FigureTables> {
  const parts: string[] = [];
  const broken: Broken[] = [];
  let checked = 0;
  for (const { quarter, areas } of SHOWN) {
    const shown = await Promise.all(areas.map((area) => rollUpOf(api, quarter, area, false)));
    parts.push(quarterTable(quarter, shown));
    const result = await checkProvince(api, tree, quarter);
    broken.push(...result.broken);
    checked += result.checked;
  }
  parts.push(await targetsTable(api, QUANG_TRI_2024), identitiesText(checked, broken));
  return { text: parts.join('\n'), broken };
}

/** Figures of one area as the API gives them. */
export function rollUpOf(api: Api, quarter: Quarter, area: string, children: boolean): Promise<RollUp> {
  const query = { area, period: quarter.key, on: quarter.end, form: 'II.06a', children: children ? 'true' : 'false' } as const;
  return api.call(getRollUp, { query }, { as: ADMINISTRATOR });
}

function quarterTable(quarter: Quarter, shown: readonly RollUp[]): string {
  const columns = [{ title: 'Đơn vị', max: 24 }, ...NUMBERS.map((title) => ({ title, number: true })), { title: 'Số liệu đến' }];
  const rows = shown.map(({ area, total, asOf }) => [
    `${area.code} ${area.name}`,
    ...II06A_COLUMNS.map((column) => total.cells[column] ?? null),
    moment(asOf),
  ]);
  const period = shown[0]?.period;
  const window = period === undefined ? '' : `${day(period.from) ?? ''}–${day(period.to) ?? ''}`;
  return [
    heading(`Biểu II.06a, ${quarter.key} (${window}), số hồ sơ`, 'form II.06a, dossiers'),
    tableOf(columns, rows),
    '3 tiếp nhận = 4 trực tuyến + 5 trực tiếp, bưu chính + 6 kỳ trước; 7 đã giải quyết = 8 trước hạn + 9 đúng hạn + 10 quá hạn; 11 đang giải quyết = 12 trong hạn + 13 quá hạn',
  ].join('\n');
}

async function targetsTable(api: Api, quarter: Quarter): Promise<string> {
  const query = { area: quarter.planArea, period: quarter.key, on: quarter.end };
  const { area, items, asOf } = await api.call(getTargets, { query }, { as: ADMINISTRATOR });
  const state = { met: 'ĐẠT', missed: 'CHƯA ĐẠT', 'no-data': 'chưa có số liệu', 'not-measured': 'không đo được' } as const;
  const rows = items.map((item) => [
    item.target.label,
    goalOf(item.target),
    item.numerator,
    item.denominator,
    item.ratio === null ? null : `${(item.ratio * 100).toLocaleString('de-DE', { maximumFractionDigits: 1 })} %`,
    state[item.state],
  ]);
  const columns = [
    { title: 'Chỉ tiêu', max: 56 },
    { title: 'Đặt ra' },
    { title: 'Tử số', number: true },
    { title: 'Mẫu số', number: true },
    { title: 'Tỷ lệ', number: true },
    { title: 'Kết quả' },
  ];
  return [
    heading(`Chỉ tiêu của ${area.name}, ${quarter.key}, số liệu đến ${moment(asOf)}`, 'targets of the plan in force'),
    tableOf(columns, rows),
  ].join('\n');
}

function goalOf(target: AnswerOf<typeof getTargets>['items'][number]['target']): string {
  const sign = { 'at-least': '≥', 'more-than': '>', 'at-most': '≤', 'less-than': '<' } as const;
  if (target.measure === 'text') return target.text;
  return target.measure === 'count'
    ? `${sign[target.comparison]} ${target.count}`
    : `${sign[target.comparison]} ${target.percent} %`;
}

async function checkProvince(api: Api, tree: AreaTree, quarter: Quarter): Promise<{ checked: number; broken: Broken[] }> {
  const province = tree.resolve(quarter.province, quarter.end);
  const parents = [province, ...tree.children(province.id, quarter.end)];
  const broken: Broken[] = [];
  let checked = 0;
  for (const parent of parents) {
    const figures = await rollUpOf(api, quarter, parent.code, true);
    const all: Figures = {
      area: parent.code,
      total: figures.total.cells,
      own: figures.own.cells,
      rows: figures.rows.map(({ cells }) => cells),
      children: figures.children.map(({ area, cells }) => ({ area: area.code, cells })),
    };
    broken.push(...checkFigures(all));
    checked += 1 + (parent.level === 'district' ? figures.children.length : 0);
  }
  return { checked, broken };
}

function identitiesText(checked: number, broken: readonly Broken[]): string {
  const lines = broken.slice(0, 20).map(({ area, identity, left, right }) => `   ✗ ${area}: ${identity}: ${left} ≠ ${right}`);
  const verdict = broken.length === 0 ? 'ĐÚNG / hold' : `SAI ${broken.length} chỗ / broken`;
  return [
    heading('Đẳng thức của biểu', 'identities of the form'),
    `3=4+5+6, 7=8+9+10, 11=12+13, 3=7+11, cấp trên = đơn vị trực thuộc + Σ cấp dưới; ${checked} đơn vị hành chính: ${verdict}`,
    ...lines,
  ].join('\n');
}
