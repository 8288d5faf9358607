import { syntheticTree } from '../rollup/synthetic-tree';
import { sheetOf } from '@thongsuot/procedure-publication/sheets';
import type { Db } from 'mongodb';

export const PUBLICATION = { procedures: 6_500, applied: 250, channels: ['desk', 'screen', 'website'] } as const;

const SUBJECTS = [
  'khai sinh',
  'khai tử',
  'kết hôn',
  'giấy phép xây dựng',
  'quyền sử dụng đất',
  'hộ kinh doanh',
  'trợ cấp xã hội',
];
const ACTS = ['Đăng ký', 'Cấp', 'Cấp lại', 'Gia hạn', 'Thu hồi', 'Xác nhận', 'Thẩm định', 'Điều chỉnh'];
const WAYS = ['lần đầu', 'có yếu tố nước ngoài', 'tại khu vực biên giới', 'cho tổ chức', 'cho cá nhân', 'theo thủ tục rút gọn'];

/** The nth procedure of a country's list. */
export function procedureOf(index: number): { code: string; [field: string]: unknown } {
  const pick = (list: readonly string[], by: number): string => list[Math.floor(index / by) % list.length] ?? '';
  const text = 'Nộp hồ sơ tại Bộ phận Tiếp nhận và Trả kết quả; cơ quan kiểm tra, giải quyết; trả kết quả theo giấy hẹn. ';
  return {
    code: `1.${String(index + 1).padStart(6, '0')}`,
    name: `${pick(ACTS, 1)} ${pick(SUBJECTS, 8)} ${pick(WAYS, 56)} số ${index + 1}`,
    field: `Lĩnh vực ${index % 120}`,
    levels: ['commune'],
    lifeEvents: [`Sự kiện ${index % 40}`],
    parts: {
      ...{ steps: text.repeat(4), manner: 'Trực tiếp hoặc trực tuyến', documents: text, timeLimit: `${1 + (index % 30)} ngày` },
      ...{ subjects: 'Cá nhân', agency: `Cơ quan ${index % 50}`, forms: false, result: 'Giấy chứng nhận', conditions: false },
      ...{ fee: false, legalBasis: `Nghị định ${index % 300}/2020/NĐ-CP` },
    },
  };
}

/** Procedures that a province's communes apply. */
export function appliedIn(province: number): string[] {
  return Array.from({ length: PUBLICATION.applied }, (_, at) => procedureOf((province * 97 + at) % PUBLICATION.procedures).code);
}

/** Rules of every province and what every commune posted: nine cells of ten, as if years had gone by. */
export async function seed(db: Db): Promise<{ cells: number }> {
  const tree = syntheticTree();
  const provinces = tree.children('00.open', '2024-01-15' as never);
  const rules: Record<string, unknown>[] = [];
  provinces.forEach((province, at) => {
    for (const procedureCode of appliedIn(at)) {
      const dueOn = Object.fromEntries(PUBLICATION.channels.map((channel) => [channel, '2023-02-10']));
      rules.push({
        _id: `seed-${at}:${procedureCode}`,
        ...{
          province: province.id,
          procedureCode,
          version: 1,
          kind: 'required',
          levels: ['commune'],
          channels: PUBLICATION.channels,
        },
        ...{ effectiveOn: '2023-02-01', decisionId: '018d073a-13ba-715e-828a-000002faf116', order: '0', dueOn },
      });
    }
  });
  for (let at = 0; at < rules.length; at += 1_000) await db.collection('duty-rules').insertMany(rules.slice(at, at + 1_000));
  let cells = 0;
  let sheets: object[] = [];
  for (const [at, province] of provinces.entries()) {
    const codes = appliedIn(at);
    const communes = tree.descendants(province.id, '2024-01-15' as never).filter(({ level }) => level === 'commune');
    for (const [number, { id }] of communes.entries()) {
      const postings = codes.flatMap((procedureCode, index) =>
        PUBLICATION.channels.flatMap((channel, place) => {
          if ((number + index + place) % 10 === 0) return [];
          const postedOn = `2023-02-${String(1 + ((number + index) % 28)).padStart(2, '0')}`;
          return [
            {
              _id: `${id}:${procedureCode}:${channel}`,
              ...{ areaVersion: id, procedureCode, channel, version: 1, state: 'posted', postedOn, withdrawnOn: null },
              ...{ decisionId: '018d073a-13ba-715e-828a-000002faf116', proof: { photoHash: 'a'.repeat(64) }, rev: 1 },
              history: [{ version: 1, postedOn, withdrawnOn: null }],
            },
          ];
        }),
      );
      cells += postings.length;
      sheets.push(sheetOf(id, postings as never, 1, '0'));
      if (sheets.length >= 100) await db.collection('posting-sheets').insertMany(sheets.splice(0));
    }
  }
  if (sheets.length > 0) await db.collection('posting-sheets').insertMany(sheets);
  sheets = [];
  return { cells };
}
