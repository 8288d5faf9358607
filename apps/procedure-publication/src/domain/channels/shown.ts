import type { PlainDate, ProcedureParts, ProcedureRow } from '@thongsuot/contracts';

/** A procedure as a channel shows it: the version in force for the unit on the day. */
export interface Shown extends Pick<ProcedureRow, 'code' | 'name' | 'field' | 'parts'> {
  readonly version: number;
  readonly effectiveOn: PlainDate;
}

/** Parts in the order of the law, with their names. */
export const PART_LABELS: readonly (readonly [keyof ProcedureParts, string])[] = [
  ['steps', 'Trình tự thực hiện'],
  ['manner', 'Cách thức thực hiện'],
  ['documents', 'Thành phần, số lượng hồ sơ'],
  ['timeLimit', 'Thời hạn giải quyết'],
  ['subjects', 'Đối tượng thực hiện'],
  ['agency', 'Cơ quan thực hiện'],
  ['forms', 'Mẫu đơn, mẫu tờ khai'],
  ['result', 'Kết quả thực hiện'],
  ['conditions', 'Yêu cầu, điều kiện'],
  ['fee', 'Phí, lệ phí'],
  ['legalBasis', 'Căn cứ pháp lý'],
];

/** A part in words: an explicit none is said, a part that nothing is known of is not made up. */
export function partText(parts: ProcedureParts, part: keyof ProcedureParts): string {
  const value = parts[part];
  return value === false ? 'Không có' : (value ?? 'Chưa công bố');
}
