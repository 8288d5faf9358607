import { finding } from './finding';
import type { Finding, FindingPlace } from './finding';

/** What reading the rows of a table brings up, each with its one message. */
export const rowFinding = {
  sectionUnnumbered: (number: string, name: string, row: number): Finding =>
    finding(
      'info',
      'section-unnumbered',
      { section: number, row, field: 'number' },
      `mục "${name}" không có số; tạm đánh số ${number} theo vị trí`,
      `the section "${name}" has no number; numbered ${number} by position`,
    ),
  sectionOutOfOrder: (number: string, own: string, expected: number, row: number): Finding =>
    finding(
      'warning',
      'section-out-of-order',
      { section: number, row, field: 'number' },
      `số mục "${own}" không theo thứ tự (mục thứ ${expected}); giữ như bản gốc`,
      `section number "${own}" is out of order (it is section ${expected}); kept as written`,
    ),
  sectionMissing: (row: number): Finding =>
    finding(
      'info',
      'section-missing',
      { section: 'I', row },
      'nhiệm vụ không nằm trong mục nào; tạm xếp vào mục I',
      'tasks stand in no section; put into section I',
    ),
  rowContinued: (at: FindingPlace): Finding =>
    finding(
      'info',
      'row-continued',
      at,
      'dòng không có số và nội dung, đọc nối vào nhiệm vụ phía trên',
      'a row without number and title, read as part of the task above it',
    ),
  rowNotRead: (words: string, row: number): Finding =>
    finding(
      'warning',
      'row-not-read',
      { row },
      `dòng không phải mục cũng không phải nhiệm vụ, để ngoài kế hoạch: "${words}"`,
      `the row is neither section nor task and stays outside the plan: "${words}"`,
    ),
  numberUnreadable: (at: FindingPlace, written: string, number: number): Finding =>
    finding(
      'warning',
      'task-number-unreadable',
      at,
      `số thứ tự "${written}" không đọc được; tạm đánh số ${number} theo vị trí`,
      `the number "${written}" cannot be read; numbered ${number} by position`,
    ),
  numberRepeated: (at: FindingPlace, number: number): Finding =>
    finding(
      'warning',
      'task-number-repeated',
      at,
      `số thứ tự ${number} bị lặp trong mục`,
      `number ${number} is repeated in its section`,
    ),
};
