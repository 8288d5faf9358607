import type { ProblemItem } from '@thongsuot/contracts';

const TEXTS = {
  'column-missing': 'Thiếu cột bắt buộc / A required column is missing',
  'column-repeated': 'Cột xuất hiện hai lần / The column occurs twice',
  'column-unknown': 'Cột lạ, bỏ qua / Unknown column, ignored',
  'column-count': 'Số ô khác số cột của dòng tiêu đề / The row has another number of cells than the header',
  'row-too-long': 'Dòng quá dài, tệp dừng đọc tại đây / The row is too long, reading stops here',
  'quote-not-closed': 'Dấu ngoặc kép không đóng, tệp dừng đọc tại đây / A quote is not closed, reading stops here',
  'not-text': 'Không phải văn bản UTF-8, tệp dừng đọc tại đây / Not UTF-8 text, reading stops here',
  'not-json': 'Dòng không phải một đối tượng JSON / The line is no JSON object',
  required: 'Ô bắt buộc để trống / A required cell is empty',
  'too-long': 'Nội dung quá dài / The text is too long',
  'code-form': 'Mã hồ sơ sai mẫu, cần 000.00.12.H50-240115-0007 hoặc mẫu mới / Not a dossier code of the old or new form',
  'date-unreadable': 'Ngày phải là YYYY-MM-DD hoặc thời điểm ISO / A date is YYYY-MM-DD or an ISO instant',
  'date-invalid': 'Ngày không có thật / There is no such day',
  'choice-unknown': 'Giá trị ngoài danh mục / The value is not one of the list',
  'flag-unreadable': 'Cần true hoặc false / true or false is needed',
  'number-unreadable': 'Cần số nguyên không âm / A whole number, 0 or more, is needed',
  'area-unknown': 'Mã đơn vị hành chính không có hiệu lực vào ngày tiếp nhận / The area code is not in force on the day received',
  'area-not-yours': 'Đơn vị nằm ngoài phạm vi của tài khoản / The area lies outside the reach of the account',
  'unit-unknown-form': 'Cơ quan phải là mã rút gọn, ví dụ phong-noi-vu / An agency is a slug, as phong-noi-vu',
  'officer-not-a-code': 'Cần mã công chức, không ghi tên / The code of the officer is needed, not a name',
  'procedure-code-form': 'Mã TTHC có dạng 1.000656 / A procedure code looks like 1.000656',
  'linked-to-itself': 'Hồ sơ không thể liên thông với chính nó / A dossier cannot be linked to itself',
  'due-before-received': 'Hẹn trả trước ngày tiếp nhận / Due before it was received',
  'resolved-before-received': 'Giải quyết trước ngày tiếp nhận / Resolved before it was received',
  'extended-before-due': 'Ngày hẹn lại trước ngày hẹn trả / The new day lies before the due day',
  'apology-before-received': 'Xin lỗi trước ngày tiếp nhận / Apology before it was received',
  'outcome-without-resolved': 'Có kết quả nhưng thiếu ngày giải quyết / An outcome without the day resolved',
} as const;

/** Stable code of what is wrong in a file of dossiers. */
export type FindingCode = keyof typeof TEXTS;

/** What is wrong at one place of a file; `row` counts the header as row 1, so the first row of data is 2. */
export interface Finding extends ProblemItem {
  readonly row: number;
  readonly code: FindingCode;
}

/** The finding at a cell (or, without a column, at the row), with its text in both languages. */
export function finding(row: number, column: string | null, code: FindingCode): Finding {
  return { row, ...(column === null ? {} : { column }), code, message: TEXTS[code] };
}
