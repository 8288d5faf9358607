import { foldVietnamese } from '@thongsuot/areas';
import type { FeedbackSubmission, ProblemItem } from '@thongsuot/contracts';

/** Sender of a feedback. */
export interface Sender {
  readonly name: string;
  readonly address: string;
  readonly phone: string | null;
  readonly email: string | null;
}

const CONTENT_LETTERS_MIN = 20;
const VIETNAMESE_MARK = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

/** Where complaints and denunciations go: they are not feedback (NĐ 20/2008/NĐ-CP Điều 1). */
export const OTHER_WAYS = {
  complaint: {
    vi: 'Khiếu nại được giải quyết theo Luật Khiếu nại 2011: gửi đơn đến người đã ra quyết định hoặc có hành vi bị khiếu nại, hoặc Ban Tiếp công dân. Nội dung chưa được lưu.',
    en: 'Complaints follow the Law on Complaints 2011: send it to whoever took the decision or did the act, or to the citizen reception office. Nothing was stored.',
  },
  denunciation: {
    vi: 'Tố cáo được giải quyết theo Luật Tố cáo 2018, danh tính người tố cáo được bảo vệ riêng: gửi đến cơ quan quản lý người bị tố cáo hoặc cơ quan thanh tra. Nội dung chưa được lưu.',
    en: 'Denunciations follow the Law on Denunciations 2018, which protects who denounces: send it to the body that manages the person denounced, or to the inspectorate. Nothing was stored.',
  },
} as const;

/**
 * What a submission lacks to be received (NĐ 20/2008/NĐ-CP Điều 7 khoản 1, 2): content that is clear and in Vietnamese,
 * name, address, and a phone number or mailing address. Empty when nothing is missing.
 */
export function findMissing(submission: FeedbackSubmission): ProblemItem[] {
  const { content, sender } = submission;
  const items: ProblemItem[] = [];
  const missing = (pointer: string, code: string, vi: string, en: string): void => {
    items.push({ pointer, code, message: `${vi} / ${en}` });
  };
  const letters = content.match(/\p{L}/gu)?.length ?? 0;
  if (letters < CONTENT_LETTERS_MIN) {
    missing(
      '/content',
      'content-unclear',
      `Hãy nêu rõ sự việc, ít nhất ${String(CONTENT_LETTERS_MIN)} chữ cái`,
      `Say clearly what it is about, in ${String(CONTENT_LETTERS_MIN)} letters or more`,
    );
  } else if (!VIETNAMESE_MARK.test(content.normalize('NFC'))) {
    missing('/content', 'content-not-vietnamese', 'Hãy viết bằng tiếng Việt có dấu', 'Write in Vietnamese with its marks');
  }
  if (letterCount(sender.name) < 2) missing('/sender/name', 'name-missing', 'Hãy ghi họ và tên', 'Give your name');
  if (sender.address.trim().length < 5) missing('/sender/address', 'address-missing', 'Hãy ghi địa chỉ', 'Give your address');
  if (!isPhone(sender.phone) && !isEmail(sender.email)) {
    missing(
      '/sender/phone',
      'contact-missing',
      'Hãy ghi số điện thoại (9–11 chữ số) hoặc địa chỉ thư điện tử',
      'Give a phone number (9 to 11 digits) or an e-mail address',
    );
  }
  if (submission.unit === undefined && submission.area === undefined) {
    missing('/unit', 'unit-missing', 'Hãy chọn cơ quan hoặc địa bàn', 'Choose the unit or the area it is about');
  }
  return items;
}

/** True where `text` tells who sent it: an answer that does cannot go out (NĐ 63/2010/NĐ-CP Điều 6). */
export function namesSender(text: string, sender: Sender): boolean {
  const folded = ` ${foldVietnamese(text)} `;
  const digits = text.replaceAll(/\D/g, '');
  const name = foldVietnamese(sender.name);
  const phone = sender.phone?.replaceAll(/\D/g, '') ?? '';
  const email = sender.email?.toLowerCase() ?? '';
  return (
    (name.length >= 4 && folded.includes(name)) ||
    (phone.length >= 9 && digits.includes(phone.slice(-9))) ||
    (email !== '' && text.toLowerCase().includes(email))
  );
}

function letterCount(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}

function isPhone(text: string | undefined): boolean {
  return text !== undefined && /^\+?[\d\s.()-]+$/.test(text) && /^\d{9,12}$/.test(text.replaceAll(/\D/g, ''));
}

function isEmail(text: string | undefined): boolean {
  return text !== undefined && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
}
