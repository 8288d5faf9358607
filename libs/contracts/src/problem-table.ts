import type { Bilingual } from './http/endpoint';

/** A stable problem: its status, its title, and what its reader can do (the text of its page in docs/errors). */
export interface ProblemKind {
  readonly status: number;
  readonly title: Bilingual;
  /** Why it happens and what to do. */
  readonly help: Bilingual;
}

const kind = (status: number, title: Bilingual, help: Bilingual): ProblemKind => ({ status, title, help });

/** Every problem code of the public contract. A code never changes its meaning and is never removed. */
export const PROBLEMS = {
  'validation-failed': kind(
    400,
    { vi: 'Dữ liệu không hợp lệ', en: 'Invalid input' },
    {
      vi: 'Một hay nhiều trường sai quy tắc; mảng errors chỉ rõ vị trí. Sửa rồi gửi lại.',
      en: 'One or more fields break a rule; errors says where. Correct them and send again.',
    },
  ),
  'date-invalid': kind(
    400,
    { vi: 'Ngày không tồn tại hoặc không đọc được', en: 'No such date' },
    {
      vi: 'Ngày phải là YYYY-MM-DD và có thật (29/02 chỉ có ở năm nhuận). Hệ thống không tự đoán ngày.',
      en: 'A date is YYYY-MM-DD and must exist (29/02 only in leap years). The system never guesses one.',
    },
  ),
  'period-invalid': kind(
    400,
    { vi: 'Kỳ báo cáo không hợp lệ', en: 'Invalid period' },
    {
      vi: 'Dùng 2024-Q1, 2024-Y, 2024-M01, 2024-C1, 2024-CY hoặc from và to.',
      en: 'Use 2024-Q1, 2024-Y, 2024-M01, 2024-C1, 2024-CY, or from and to.',
    },
  ),
  'period-not-reported': kind(
    400,
    { vi: 'Kỳ này không có báo cáo', en: 'Period is not reported' },
    {
      vi: 'Không có báo cáo riêng quý IV; báo cáo năm khép lại năm. Dùng 2024-Y, hoặc 2024-C4 cho quý theo lịch.',
      en: 'There is no report for Q4; the year report closes the year. Use 2024-Y, or 2024-C4 for the calendar quarter.',
    },
  ),
  'area-ambiguous': kind(
    400,
    { vi: 'Mã đơn vị hành chính chỉ nhiều đơn vị', en: 'Area code is ambiguous' },
    {
      vi: 'Mã đã được dùng lại (19360 từng là Phường 2, nay là Phường Quảng Trị). Thêm on=YYYY-MM-DD.',
      en: 'The code was reused (19360 was Phường 2, is Phường Quảng Trị). Add on=YYYY-MM-DD.',
    },
  ),
  'cursor-invalid': kind(
    400,
    { vi: 'Con trỏ trang không hợp lệ', en: 'Invalid cursor' },
    {
      vi: 'Con trỏ chỉ dùng được với đúng truy vấn đã sinh ra nó. Bắt đầu lại từ trang đầu.',
      en: 'A cursor belongs to the query that made it. Start again from the first page.',
    },
  ),
  'idempotency-key-required': kind(
    400,
    { vi: 'Thiếu Idempotency-Key', en: 'Idempotency-Key is required' },
    {
      vi: 'Mỗi lệnh POST cần một khóa riêng để gửi lại không bị ghi hai lần. Dùng một UUID.',
      en: 'Each POST needs a key of its own, so that sending it again does not write twice. Use a UUID.',
    },
  ),
  unauthorised: kind(
    401,
    { vi: 'Chưa đăng nhập hoặc phiên hết hạn', en: 'Not signed in' },
    { vi: 'Gửi kèm bearer token còn hạn.', en: 'Send a bearer token that is still valid.' },
  ),
  forbidden: kind(
    403,
    { vi: 'Không có quyền', en: 'Not allowed' },
    {
      vi: 'Tài khoản không có vai trò này, hoặc đơn vị nằm ngoài phạm vi của tài khoản.',
      en: 'The account lacks the role, or the unit lies outside its reach.',
    },
  ),
  'not-found': kind(
    404,
    { vi: 'Không tìm thấy', en: 'Not found' },
    {
      vi: 'Không có tài nguyên này, hoặc tài khoản không được xem.',
      en: 'There is no such resource, or the account may not see it.',
    },
  ),
  'area-unknown': kind(
    404,
    { vi: 'Không có đơn vị hành chính này', en: 'Unknown area' },
    {
      vi: 'Kiểm tra mã (giữ số 0 ở đầu) và ngày: đơn vị có thể chưa có hoặc đã hết hiệu lực vào ngày đó.',
      en: 'Check the code (keep its leading zeros) and the date: the area may not exist yet, or no longer, on that day.',
    },
  ),
  'unit-unknown': kind(
    404,
    { vi: 'Không có cơ quan, đơn vị này', en: 'Unknown unit' },
    { vi: 'Đơn vị là mã đơn vị hành chính, hoặc <mã>/<cơ quan>.', en: 'A unit is an area code, or <area>/<agency slug>.' },
  ),
  'procedure-unknown': kind(
    404,
    { vi: 'Không có thủ tục hành chính này', en: 'Unknown procedure' },
    {
      vi: 'Mã TTHC có dạng 1.000656, có hoặc không kèm mã cơ quan. Thủ tục có thể chưa được công bố.',
      en: 'A procedure code looks like 1.000656, with or without the entity suffix. It may not be announced yet.',
    },
  ),
  'survey-token-unknown': kind(
    404,
    { vi: 'Mã phiếu đánh giá không đúng', en: 'Unknown survey token' },
    {
      vi: 'Quét lại mã QR hoặc mở lại đường dẫn trong lời mời.',
      en: 'Scan the QR code again, or open the link of the invitation again.',
    },
  ),
  'method-not-allowed': kind(
    405,
    { vi: 'Phương thức không được hỗ trợ', en: 'Method not allowed' },
    {
      vi: 'Đường dẫn có nhưng không nhận phương thức này; xem tài liệu OpenAPI.',
      en: 'The path exists but does not take this method; see the OpenAPI document.',
    },
  ),
  conflict: kind(
    409,
    { vi: 'Xung đột với trạng thái hiện tại', en: 'Conflict' },
    {
      vi: 'Tài nguyên đã thay đổi hoặc đã tồn tại. Đọc lại rồi quyết định.',
      en: 'The resource has changed or exists already. Read it again, then decide.',
    },
  ),
  'plan-blocked-by-findings': kind(
    409,
    { vi: 'Kế hoạch còn lỗi chặn ban hành', en: 'Plan is blocked by findings' },
    {
      vi: 'Sửa các lỗi trong errors, hoặc nêu nhiệm vụ đó trong withhold để giữ lại làm dự thảo.',
      en: 'Correct the findings in errors, or name those tasks in withhold to keep them as drafts.',
    },
  ),
  'task-state-conflict': kind(
    409,
    { vi: 'Nhiệm vụ không ở trạng thái cho phép', en: 'Task is in another state' },
    {
      vi: 'Nhiệm vụ đã hoàn thành, đã hủy, đang bị giữ lại hoặc chưa được kích hoạt.',
      en: 'The task is completed, cancelled, withheld or not triggered yet.',
    },
  ),
  'dossier-state-conflict': kind(
    409,
    { vi: 'Hồ sơ không ở trạng thái cho phép', en: 'Dossier is in another state' },
    {
      vi: 'Ví dụ: hồ sơ đã giải quyết, hoặc đã hẹn lại một lần (chỉ được hẹn lại một lần).',
      en: 'For example: it is resolved, or its date was set anew before (only once is allowed).',
    },
  ),
  'feedback-state-conflict': kind(
    409,
    { vi: 'Phản ánh, kiến nghị không ở trạng thái cho phép', en: 'Feedback is in another state' },
    {
      vi: 'Bước này không đi được từ trạng thái hiện tại của phản ánh, kiến nghị.',
      en: 'This step does not lead from where the feedback stands.',
    },
  ),
  'report-state-conflict': kind(
    409,
    { vi: 'Báo cáo không ở trạng thái cho phép', en: 'Report is in another state' },
    {
      vi: 'Báo cáo đã gửi thì bị khóa; muốn sửa phải được trả lại hoặc lập bản điều chỉnh có lý do.',
      en: 'A sent report is frozen; to change it, it must be returned, or amended with a reason.',
    },
  ),
  'report-identities-broken': kind(
    409,
    { vi: 'Biểu số liệu chưa khớp', en: 'Identities of the form do not hold' },
    {
      vi: 'Các đẳng thức trong errors chưa đúng, ví dụ cột 3 = 4 + 5 + 6.',
      en: 'The identities in errors do not hold, for example column 3 = 4 + 5 + 6.',
    },
  ),
  'import-in-progress': kind(
    409,
    { vi: 'Đang có lượt nhập khác', en: 'An import is in progress' },
    {
      vi: 'Mỗi nguồn chỉ nhập một tệp một lúc. Đợi lượt trước xong rồi gửi lại.',
      en: 'One import per source at a time. Wait for the one before, then send again.',
    },
  ),
  'survey-token-used': kind(
    410,
    { vi: 'Phiếu đánh giá đã được dùng', en: 'Survey token is used' },
    { vi: 'Mỗi lời mời chỉ trả lời được một lần.', en: 'Each invitation can be answered once.' },
  ),
  'precondition-failed': kind(
    412,
    { vi: 'Dữ liệu đã được người khác sửa', en: 'Changed by someone else' },
    {
      vi: 'If-Match không khớp phiên bản hiện tại. Đọc lại để lấy ETag mới rồi sửa lại.',
      en: 'If-Match is not the current version. Read again for the new ETag, then redo the change.',
    },
  ),
  'event-too-large': kind(
    413,
    { vi: 'Thay đổi quá lớn', en: 'Change is too large' },
    {
      vi: 'Thay đổi tạo ra sự kiện quá 256 KB, hoặc quá 1.000 sự kiện hay 900 KB một lệnh. Chia nhỏ.',
      en: 'The change makes an event over 256 KB, or over 1,000 events or 900 KB in one command. Split it.',
    },
  ),
  'payload-too-large': kind(
    413,
    { vi: 'Nội dung gửi quá lớn', en: 'Payload too large' },
    { vi: 'Vượt quá giới hạn kích thước của thao tác này.', en: 'It is over the size limit of this operation.' },
  ),
  'unsupported-media-type': kind(
    415,
    { vi: 'Loại nội dung không được hỗ trợ', en: 'Unsupported media type' },
    {
      vi: 'Loại được xác định theo nội dung tệp, không theo tên.',
      en: 'The type is told by the content of the file, not by its name.',
    },
  ),
  'file-unreadable': kind(
    422,
    { vi: 'Không đọc được tệp', en: 'File cannot be read' },
    {
      vi: 'Tệp hỏng, có mật khẩu, sai bảng mã (cần UTF-8) hoặc thiếu dòng tiêu đề.',
      en: 'The file is damaged, has a password, is not UTF-8, or lacks its header row.',
    },
  ),
  'plan-table-missing': kind(
    422,
    { vi: 'Tệp không có bảng nhiệm vụ của kế hoạch', en: 'No table of tasks in the file' },
    {
      vi: 'Cần một bảng có các cột nội dung, cơ quan chủ trì và thời gian thực hiện; errors chỉ rõ điều đã đọc được.',
      en: 'A table with columns for the task, who leads it and the time is needed; errors says what was read.',
    },
  ),
  'idempotency-key-reused': kind(
    422,
    { vi: 'Idempotency-Key đã dùng cho nội dung khác', en: 'Idempotency-Key reused with another body' },
    {
      vi: 'Khóa này đã đi với một nội dung khác. Dùng khóa mới cho lệnh mới.',
      en: 'The key came with another body before. Use a new key for a new command.',
    },
  ),
  'decision-not-competent': kind(
    422,
    { vi: 'Không đúng thẩm quyền công bố', en: 'Not competent to announce' },
    {
      vi: 'Cấp huyện, cấp xã không công bố thủ tục hành chính, chỉ niêm yết, công khai (NĐ 63/2010/NĐ-CP Điều 13).',
      en: 'District and commune never announce procedures, they only post them (NĐ 63/2010/NĐ-CP Điều 13).',
    },
  ),
  'feedback-not-received': kind(
    422,
    { vi: 'Phản ánh, kiến nghị không đủ điều kiện tiếp nhận', en: 'Feedback cannot be received' },
    {
      vi: 'Cần tên, địa chỉ, điện thoại hoặc địa chỉ thư, nội dung rõ ràng bằng tiếng Việt (NĐ 20/2008/NĐ-CP Điều 7). Khiếu nại, tố cáo theo luật riêng.',
      en: 'It needs name, address, phone or mailing address, and clear content in Vietnamese (NĐ 20/2008/NĐ-CP Điều 7). Complaints and denunciations follow their own laws.',
    },
  ),
  'rule-violated': kind(
    422,
    { vi: 'Trái quy tắc nghiệp vụ', en: 'A rule forbids it' },
    {
      vi: 'Dữ liệu đúng dạng nhưng trái quy tắc nêu trong detail.',
      en: 'The input is well formed but breaks the rule named in detail.',
    },
  ),
  'precondition-required': kind(
    428,
    { vi: 'Thiếu If-Match', en: 'If-Match is required' },
    {
      vi: 'Gửi If-Match với ETag vừa đọc, để không ghi đè thay đổi của người khác.',
      en: "Send If-Match with the ETag just read, so that nobody's change is overwritten.",
    },
  ),
  'too-many-requests': kind(
    429,
    { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
    {
      vi: 'Đợi số giây trong Retry-After rồi gửi lại, cùng Idempotency-Key.',
      en: 'Wait the seconds in Retry-After, then send again with the same Idempotency-Key.',
    },
  ),
  'internal-error': kind(
    500,
    { vi: 'Lỗi hệ thống', en: 'Internal error' },
    {
      vi: 'Lỗi đã được ghi lại. Gửi lại với cùng Idempotency-Key là an toàn. Khi báo lỗi, nêu instance.',
      en: 'The error was recorded. Sending again with the same Idempotency-Key is safe. Name instance when reporting it.',
    },
  ),
  'upstream-failed': kind(
    502,
    { vi: 'Dịch vụ phía sau trả lời sai', en: 'Bad answer from a service' },
    {
      vi: 'Cổng không hiểu câu trả lời của dịch vụ phía sau. Thử lại sau.',
      en: 'The gateway cannot read the answer of a service behind it. Try again later.',
    },
  ),
  'service-unavailable': kind(
    503,
    { vi: 'Dịch vụ tạm ngừng', en: 'Service unavailable' },
    {
      vi: 'Dịch vụ đang khởi động, bảo trì hoặc mất kết nối. Đợi Retry-After rồi gửi lại.',
      en: 'The service is starting, in maintenance, or cut off. Wait for Retry-After, then send again.',
    },
  ),
} as const satisfies Record<string, ProblemKind>;
