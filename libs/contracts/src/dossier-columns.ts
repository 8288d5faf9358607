import type { Bilingual } from './http/endpoint';

/** How the text of a cell is read. `date` is YYYY-MM-DD or an ISO instant; `flag` is true / false, empty = not told. */
export type DossierColumnKind = 'text' | 'date' | 'flag' | 'money' | 'days' | 'choice';

/** One column of the dossier import. */
export interface DossierColumn {
  readonly name: string;
  readonly required: boolean;
  readonly kind: DossierColumnKind;
  /** Values of a `choice`; an empty cell is allowed unless the column is required. */
  readonly choices?: readonly string[];
  readonly meaning: Bilingual;
}

/**
 * Columns of `POST /dossiers/imports`, in the order of the published description. CSV: UTF-8 with or without BOM, header
 * row, `,` or `;`. NDJSON: the same names as keys. One row is the latest state of one dossier.
 */
export const DOSSIER_COLUMNS = [
  {
    name: 'dossier_code',
    required: true,
    kind: 'text',
    meaning: {
      vi: 'Mã hồ sơ, mẫu cũ 000.00.12.H50-240115-0007 hoặc mẫu mới',
      en: 'Dossier code, old form 000.00.12.H50-240115-0007 or a new one',
    },
  },
  {
    name: 'area',
    required: true,
    kind: 'text',
    meaning: {
      vi: 'Mã đơn vị hành chính của cơ quan giải quyết vào ngày tiếp nhận, cấp nào cũng được',
      en: "Code of the resolving unit's area on the day of reception, at any level",
    },
  },
  {
    name: 'unit',
    required: false,
    kind: 'text',
    meaning: {
      vi: 'Cơ quan giải quyết trong đơn vị đó, khi không phải chính UBND',
      en: "Resolving agency in it, where it is not the People's Committee itself",
    },
  },
  {
    name: 'officer',
    required: false,
    kind: 'text',
    meaning: { vi: 'Mã công chức thụ lý (không ghi tên)', en: 'Code of the officer who handles it (no name)' },
  },
  {
    name: 'linked_to',
    required: false,
    kind: 'text',
    meaning: {
      vi: 'Mã hồ sơ chính của dịch vụ liên thông; chỉ tính một lần ở hồ sơ chính',
      en: 'Lead dossier of a linked service; counted once, by the lead',
    },
  },
  {
    name: 'state',
    required: false,
    kind: 'choice',
    choices: ['in-progress', 'awaiting-supplement', 'stopped', 'refused-at-desk'],
    meaning: {
      vi: 'Trạng thái; để trống thì suy từ ngày; refused-at-desk không tính vào II.06a',
      en: 'State; empty = by dates; refused-at-desk counts nowhere in II.06a',
    },
  },
  {
    name: 'service_level',
    required: false,
    kind: 'choice',
    choices: ['full', 'partial', 'none'],
    meaning: { vi: 'Mức dịch vụ công: toàn trình, một phần, không', en: 'Online public service: whole, part, none' },
  },
  {
    name: 'received_area',
    required: false,
    kind: 'text',
    meaning: { vi: 'Nơi nộp hồ sơ, nếu khác nơi giải quyết', en: 'Area where it was handed in, if elsewhere' },
  },
  {
    name: 'procedure_code',
    required: false,
    kind: 'text',
    meaning: { vi: 'Mã TTHC, 1.000656 hoặc kèm mã cơ quan', en: 'Procedure code, 1.000656 or with the entity suffix' },
  },
  {
    name: 'field',
    required: false,
    kind: 'text',
    meaning: { vi: 'Lĩnh vực, ghi tự do, gộp về một dòng', en: 'Field (lĩnh vực), free text folded to one row' },
  },
  {
    name: 'channel',
    required: false,
    kind: 'choice',
    choices: ['online', 'direct', 'postal'],
    meaning: {
      vi: 'Cách nộp: trực tuyến, trực tiếp (khi để trống), bưu chính',
      en: 'How it was handed in: online, direct (when empty), postal',
    },
  },
  { name: 'received_at', required: true, kind: 'date', meaning: { vi: 'Ngày tiếp nhận', en: 'Day received' } },
  {
    name: 'due_at',
    required: false,
    kind: 'date',
    meaning: { vi: 'Ngày hẹn trả; để trống là không có hạn', en: 'Promised day; empty = none' },
  },
  {
    name: 'extended_due_at',
    required: false,
    kind: 'date',
    meaning: { vi: 'Ngày hẹn lại sau thư xin lỗi duy nhất', en: 'New day after the one apology' },
  },
  {
    name: 'apology_sent_at',
    required: false,
    kind: 'date',
    meaning: { vi: 'Ngày gửi thư xin lỗi', en: 'Day the apology was sent' },
  },
  {
    name: 'resolved_at',
    required: false,
    kind: 'date',
    meaning: { vi: 'Ngày giải quyết xong; để trống là đang giải quyết', en: 'Day resolved; empty = pending' },
  },
  {
    name: 'outcome',
    required: false,
    kind: 'choice',
    choices: ['granted', 'refused', 'returned', 'withdrawn'],
    meaning: {
      vi: 'Kết quả: đồng ý, từ chối, trả lại, xin rút',
      en: 'Outcome: granted, refused, returned, withdrawn',
    },
  },
  {
    name: 'supplement_days',
    required: false,
    kind: 'days',
    meaning: {
      vi: 'Số ngày làm việc chờ bổ sung được trừ; mặc định 0',
      en: 'Working days to subtract for supplements; 0 unless told',
    },
  },
  {
    name: 'fee_due',
    required: false,
    kind: 'money',
    meaning: { vi: 'Phí, lệ phí phải nộp (đồng); trống hoặc 0 là không có', en: 'Fee due, VND; empty or 0 = none' },
  },
  { name: 'paid_online', required: false, kind: 'flag', meaning: { vi: 'Đã thanh toán trực tuyến', en: 'Paid online' } },
  {
    name: 'digitised',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Đã số hóa thành phần hồ sơ', en: 'Components digitised' },
  },
  {
    name: 'e_result',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Trả kết quả điện tử', en: 'Result issued electronically' },
  },
  {
    name: 'paper_result_due',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Phải trả kết quả bản giấy', en: 'A paper result is owed' },
  },
  {
    name: 'reused',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Tái sử dụng dữ liệu số hóa (QĐ 766, 4.3)', en: 'Digitised data reused (QĐ 766, 4.3)' },
  },
  {
    name: 'kept_in_store',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Lưu vào kho dữ liệu điện tử (QĐ 766, 4.4)', en: 'Kept in the electronic store (QĐ 766, 4.4)' },
  },
  {
    name: 'population_db',
    required: false,
    kind: 'flag',
    meaning: {
      vi: 'Khai thác CSDL quốc gia về dân cư (QĐ 766, 4.5)',
      en: 'Used the population database (QĐ 766, 4.5)',
    },
  },
  {
    name: 'deleted',
    required: false,
    kind: 'flag',
    meaning: { vi: 'Hệ thống nguồn đã hủy bản ghi', en: 'The source withdrew the record' },
  },
] as const satisfies readonly DossierColumn[];

/** Name of a column. */
export type DossierColumnName = (typeof DOSSIER_COLUMNS)[number]['name'];

/** One row as read from a file, cells still text; columns that the file leaves out are absent. */
export type DossierRow = Readonly<Partial<Record<DossierColumnName, string>>>;

/** Columns a file must have; without them it is refused as a whole. */
export const REQUIRED_DOSSIER_COLUMNS: readonly DossierColumnName[] = DOSSIER_COLUMNS.filter((column) => column.required).map(
  (column) => column.name,
);
