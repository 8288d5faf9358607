import { PlainDate } from '@thongsuot/contracts';
import type { AdministrativeDocument, DocumentTable } from './administrative-document';

/** A table with a two-line heading, sections, lists, numbers and days: enough rows for a second page. */
export const SAMPLE_TABLE: DocumentTable = {
  columns: [
    { heading: 'TT', width: 6, align: 'center' },
    { heading: 'Nội dung', width: 34 },
    { heading: 'Bộ phận chủ trì', under: ['Phân công thực hiện'], width: 20 },
    { heading: 'Bộ phận phối hợp', under: ['Phân công thực hiện'], width: 20 },
    { heading: 'Số hồ sơ', width: 10, align: 'right' },
    { heading: 'Thời hạn', width: 14, align: 'center' },
  ],
  rows: [
    { kind: 'section', number: 'I', text: 'Công tác chỉ đạo, điều hành' },
    ...Array.from({ length: 24 }, (_, index) => ({
      kind: 'cells' as const,
      cells: [
        index + 1,
        'Xây dựng, triển khai kế hoạch kiểm soát thủ tục hành chính và cơ chế một cửa, một cửa liên thông',
        { lines: ['- Công chức Văn phòng – Thống kê', '- Bộ phận Tiếp nhận và Trả kết quả'] },
        null,
        1_234_567 + index,
        { date: PlainDate.parse('2024-01-05') },
      ],
    })),
    { kind: 'section', number: 'II', text: 'Rà soát, đánh giá quy định, thủ tục hành chính' },
    { kind: 'cells', cells: [1, '=1+1', '+84 901 234 567', '@SUM(A1)', 0.5, '-2'], bold: true },
  ],
};

/** A plan that uses every part of a document. */
export const SAMPLE_DOCUMENT: AdministrativeDocument = {
  head: {
    superior: null,
    issuer: ['Ủy ban nhân dân', 'huyện Kon Rẫy'],
    number: '105/KH-UBND',
    symbol: 'KH-UBND',
    place: 'Kon Rẫy',
    date: PlainDate.parse('2024-02-05'),
    year: 2024,
  },
  type: 'KH',
  subject: 'Kiểm soát thủ tục hành chính và thực hiện cơ chế một cửa, một cửa liên thông năm 2024',
  draft: false,
  parts: [
    { kind: 'basis', text: 'Căn cứ Nghị định 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;' },
    { kind: 'paragraph', text: 'Ủy ban nhân dân huyện ban hành Kế hoạch như sau:' },
    { kind: 'heading', level: 1, text: 'I. Mục đích, yêu cầu' },
    {
      kind: 'item',
      mark: '-',
      text: 'Không để hồ sơ trễ hẹn; số hóa hồ sơ, kết quả giải quyết thủ tục hành chính, bảo đảm tỷ lệ hồ sơ được số hóa đạt 100%.',
    },
    { kind: 'heading', level: 2, text: '1. Yêu cầu' },
    { kind: 'paragraph', text: 'Bảo đảm thống nhất, đồng bộ.', italic: true },
  ],
  signatures: [
    { form: 'KT', body: 'Ủy ban nhân dân', office: 'Chủ tịch', deputy: 'Phó Chủ tịch', name: 'Nguyễn Thị Thử Nghiệm' },
  ],
  recipients: ['UBND tỉnh (b/c);', 'UBND các xã, thị trấn', 'Lưu: VT.'],
  appendices: [
    {
      label: 'Phụ lục',
      title: 'Nhiệm vụ kiểm soát thủ tục hành chính năm 2024',
      reference: '(Kèm theo Kế hoạch số 105/KH-UBND ngày 05/02/2024 của UBND huyện Kon Rẫy)',
      landscape: true,
      parts: [{ kind: 'table', table: SAMPLE_TABLE }],
    },
  ],
};
