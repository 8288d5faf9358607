import { plainDate } from '@thongsuot/contracts';
import { columnHeadings } from '../../adapters/files/column-headings';
import { fieldOfHeading } from './columns';
import { findDependencies } from './dependencies';
import { isGarbled } from './garbled';
import { checkLevelWord, checkMonthAtSigning, issuerLevel } from './plan-rules';
import { issuerName, readBody, readDate } from './read-body';
import { readTargets } from './targets';
import { fold, romanNumber, romanValue, splitList, taskNumber } from './text';

describe('list cells', () => {
  it.each([
    ['- Phòng Nội vụ\n- UBND các xã, thị trấn', ['Phòng Nội vụ', 'UBND các xã, thị trấn']],
    ['- UBND các\nxã, thị trấn\n- Công an', ['UBND các xã, thị trấn', 'Công an']],
    ['Phòng Nội vụ; Công an;', ['Phòng Nội vụ', 'Công an']],
    ['Văn phòng\nHĐND-UBND huyện', ['Văn phòng', 'HĐND-UBND huyện']],
    ['Các cơ quan chuyên môn,\nđơn vị thuộc huyện', ['Các cơ quan chuyên môn, đơn vị thuộc huyện']],
    ['Công chức Văn phòng – Thống kê', ['Công chức Văn phòng – Thống kê']],
    ['a) Công an\nb) Thuế', ['Công an', 'Thuế']],
    ['  \n ', []],
  ])('%j', (text, items) => {
    expect(splitList(text)).toEqual(items);
  });
});

describe('numbers of sections and tasks', () => {
  it.each([
    ['I', 1],
    ['iv.', 4],
    ['VIII', 8],
    ['IX)', 9],
    ['XIV', 14],
    ['XL', 40],
  ])('%s is section %i', (text, value) => {
    expect(romanValue(romanNumber(text) ?? '')).toBe(value);
  });
  it.each(['', 'IIII', 'VX', '1', 'Mục'])('"%s" is no roman number', (text) => {
    expect(romanNumber(text)).toBeUndefined();
  });
  it.each([
    ['1', 1],
    ['07.', 7],
    ['2.3', 3],
    ['l', undefined],
    ['15/3', undefined],
  ])('"%s" is task %p', (text, number) => {
    expect(taskNumber(text)).toBe(number);
  });
});

describe('headings, blind to accents and case', () => {
  it.each([
    ['TT', 'number'],
    ['SỐ TT', 'number'],
    ['NỘI DUNG CÔNG VIỆC', 'title'],
    ['Cơ quan, đơn vị chủ trì', 'leads'],
    ['Cơ quan thực hiện', 'leads'],
    ['Bộ phận phối hợp thực hiện', 'coordinators'],
    ['Sản phẩm/Kết quả', 'products'],
    ['Thời gian\nthực hiện', 'time'],
    ['THỜI HẠN HOÀN THÀNH', 'time'],
    ['Ghi chú', undefined],
    ['TTHC', undefined],
  ])('%s → %p', (heading, field) => {
    expect(fieldOfHeading(heading, columnHeadings())).toBe(field);
  });
});

describe('unreadable text', () => {
  it.each([
    "Triển khai g'ßl\\ pf? a%,thk:'l … nmoAF; ch aSO(': … thủ tục hành chính … hẹn giờ",
    'Ban hành k\uFFFD hoạch rà soát',
    'R\u00a8µ so¸t, ®¸nh gi¸ TTHC theo kÕ ho¹ch n¨m 2022 cñA ubNd',
  ])('is told: %s', (text) => {
    expect(isGarbled(text)).toBe(true);
  });
  it.each([
    'Niêm yết, công khai đủ 100% TTHC thuộc thẩm quyền tại bộ phận một cửa, trên màn hình điện tử',
    'Hướng dẫn thực hiện Điều 21a Nghị định 107/2021/NĐ-CP về số hóa hồ sơ, kết quả',
    'Cung cấp 02 dịch vụ công liên thông (khai sinh – thường trú – BHYT; khai tử – xóa thường trú – mai táng phí)',
    'Bộ phận TN&TKQ huyện, xã; tài khoản VNeID (mức 2)',
    'Công chức LĐ-TB&XH',
    'Thực hiện văn bán chỉ dạo cúa cấp trên',
  ])('is not claimed of: %s', (text) => {
    expect(isGarbled(text)).toBe(false);
  });
  it('is not claimed of any title of the wards’ vocabulary in capitals', () => {
    expect(isGarbled('KIỂM SOÁT TTHC, DVCTT, CSDLQG, BCCI VÀ PAKN')).toBe(false);
  });
});

describe('targets in prose', () => {
  const keys = (prose: string[]): unknown[] => readTargets(prose, []).targets.map((target) => [target.key, target.op]);
  it.each([
    ['phấn đấu trên 95% hồ sơ được giải quyết đúng hạn', [['on_time_share', '>']]],
    ['từ 90% trở lên người dân hài lòng', [['satisfaction_share', '>=']]],
    ['Không để xảy ra tình trạng hồ sơ quá hạn', [['overdue_dossiers', '=']]],
    [
      'Không để hồ sơ trễ hẹn, 80% hồ sơ thanh toán trực tuyến',
      [
        ['online_payment_share', '>='],
        ['overdue_dossiers', '='],
      ],
    ],
    ['Tăng cường trách nhiệm người đứng đầu', []],
  ])('%s', (text, expected) => {
    expect(keys([text])).toEqual(expected);
  });
  it('keeps decimals and hands back a percentage that nothing explains', () => {
    const { targets, unread } = readTargets(['số hóa đạt 77,5%, tăng 12% so với năm trước'], []);
    expect(targets).toMatchObject([{ key: 'digitised_share', percent: 77.5 }]);
    expect(unread).toEqual(['tăng 12% so với năm trước']);
  });
});

describe('body text', () => {
  it.each([
    ['UBND HUYỆN KON RẪY', 'UBND huyện Kon Rẫy'],
    ['UBND PHƯỜNG 2', 'UBND Phường 2'],
    ['ỦY BAN NHÂN DÂN THỊ XÃ QUẢNG TRỊ', 'UBND thị xã Quảng Trị'],
    ['UBND xã Tân Lập', 'UBND xã Tân Lập'],
  ])('%s is %s', (head, name) => {
    expect(issuerName(head)).toBe(name);
  });
  it.each([
    ['ngày 24/01/2022', '2022-01-24'],
    ['ngày 8 tháng 4 năm 2020', '2020-04-08'],
    ['ngày 29/02/2022', null],
    ['ngày     tháng     năm 2022', null],
  ])('"%s" is %p', (text, date) => {
    expect(readDate(text)).toBe(date);
  });
  it('reads the usual head of a real plan: superior above issuer, grounds one a line', () => {
    const body = readBody([
      'UBND HUYỆN KON RẪY',
      'ỦY BAN NHÂN DÂN XÃ TÂN LẬP',
      'Số: 07/KH-UBND',
      'Tân Lập, ngày 09 tháng 02 năm 2022',
      'KẾ HOẠCH',
      'Kiểm soát thủ tục hành chính năm 2022',
      'Căn cứ Nghị định 63/2010/NĐ-CP ngày 08/6/2010;',
      'Căn cứ Kế hoạch số 15/KH-UBND ngày 01/02/2022 của UBND huyện Kon Rẫy,',
      'I. MỤC TIÊU',
      '1. Hồ sơ đúng hạn.',
    ]);
    expect(body).toMatchObject({
      issuerName: 'UBND xã Tân Lập',
      number: '07/KH-UBND',
      issued: '2022-02-09',
      title: 'Kế hoạch kiểm soát thủ tục hành chính năm 2022',
      year: 2022,
      bases: ['Nghị định 63/2010/NĐ-CP ngày 08/6/2010'],
      follows: { number: '15/KH-UBND', issued: '2022-02-01', issuer: 'UBND huyện Kon Rẫy' },
      prose: ['Hồ sơ đúng hạn.'],
      appendix: null,
    });
  });
});

describe('dependencies by wording', () => {
  const task = (number: number, title: string): { number: number; title: string } => ({ number, title });
  const find = (...titles: string[]): string[][] =>
    findDependencies([
      {
        number: 'I',
        name: '',
        tasks: titles.map((title, index) => ({
          ...task(index + 1, title),
          leads: [],
          coordinators: [],
          leadAndCoordinatorMerged: false,
          product: null,
          time: '',
        })),
      },
    ]).map((one) => [one.from, one.on]);

  it('a summary waits for what it sums up, not for what comes later', () => {
    expect(find('Kiểm tra định kỳ', 'Tổng hợp kết quả kiểm tra', 'Kiểm tra đột xuất')).toEqual([['I.2', 'I.1']]);
  });
  it('carrying out a plan waits for the plan', () => {
    expect(find('Ban hành Kế hoạch rà soát TTHC', 'Thực hiện rà soát TTHC theo Kế hoạch')).toEqual([['I.2', 'I.1']]);
  });
  it('an evaluation waits for the pilot it evaluates, and for nothing when there is none', () => {
    const pilot = 'Thí điểm tiếp nhận hồ sơ không phụ thuộc địa giới';
    const evaluation = 'Đánh giá thí điểm tiếp nhận hồ sơ không phụ thuộc địa giới';
    expect(find(pilot, evaluation)).toEqual([['I.2', 'I.1']]);
    expect(find('Công khai địa chỉ tiếp nhận phản ánh', evaluation)).toEqual([]);
    expect(find(evaluation, pilot)).toEqual([]);
  });
});

describe('rules of the whole plan', () => {
  it.each([
    ['2024-01', '2024-01-30', 'month-nearly-over'],
    ['2024-01', '2024-01-26', 'month-nearly-over'],
    ['2024-01', '2024-01-25', undefined],
    ['2024-02', '2024-02-24', 'month-nearly-over'],
    ['2024-01', '2024-02-01', 'due-before-issue'],
    ['2024-03', '2024-02-28', undefined],
  ])('due in %s, signed on %s: %p', (month, issued, code) => {
    expect(checkMonthAtSigning(month, plainDate(issued))?.code).toBe(code);
  });
  it('a district that inspects "trên địa bàn tỉnh" has most likely copied the province', () => {
    const title = 'Đánh giá cơ chế một cửa trên địa bàn tỉnh';
    expect(checkLevelWord(title, issuerLevel('UBND huyện Kon Rẫy'))?.vi).toContain('"huyện"');
    expect(checkLevelWord(title, issuerLevel('UBND tỉnh Kon Tum'))).toBeUndefined();
    expect(checkLevelWord('TTHC đã được UBND tỉnh công bố', 'district')).toBeUndefined();
  });
  it('folding makes two wordings with the same letters equal', () => {
    expect(fold('  Đường\n DÂY–nóng ')).toBe('duong day-nong');
  });
});
