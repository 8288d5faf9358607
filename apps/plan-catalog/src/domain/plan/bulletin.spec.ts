import { plainDate } from '@thongsuot/contracts';
import type { PlanTarget } from '../import/plan-reading';
import { drawUpBulletin, spoken, spokenDay } from './bulletin';

const share = (op: '=' | '>=', percent: number): PlanTarget => ({
  key: 'digitised_share',
  label: 'Hồ sơ được số hóa',
  op,
  percent,
});
const late: PlanTarget = { key: 'overdue_dossiers', label: 'Số hồ sơ trễ hẹn', op: '=', count: 0 };
const words: PlanTarget = { key: 'linked_services', label: 'Liên thông', op: 'text', text: 'đạt kế hoạch cao nhất' };

describe('a bulletin for loudspeakers', () => {
  it.each([
    ['Số hóa 100% hồ sơ TTHC (NĐ 45/2020);', 'Số hóa 100 phần trăm hồ sơ thủ tục hành chính'],
    ['Trực tuyến ≥50 %', 'Trực tuyến từ 50 phần trăm'],
    ['UBND  Phường 2', 'Ủy ban nhân dân Phường 2'],
  ])('%s', (text, expected) => {
    expect(spoken(text)).toBe(expected);
  });

  it('says days as people do', () => {
    expect(spokenDay(plainDate('2024-03-05'))).toBe('ngày 5 tháng 3 năm 2024');
  });

  it('names the plan, its targets and at most five things that come next', () => {
    const next = Array.from({ length: 8 }, (_, index) => ({
      title: `Việc ${index + 1}`,
      dueOn: plainDate(`2024-03-0${index + 1}`),
    }));
    const source = { issuer: 'UBND Phường 2', number: '105/KH-UBND', year: 2024, tasks: 26, next, on: plainDate('2024-02-20') };
    const { paragraphs, words: count } = drawUpBulletin({ ...source, targets: [share('=', 100), share('>=', 50), late, words] });
    expect(paragraphs[1]).toBe('Năm 2024, Ủy ban nhân dân Phường 2 thực hiện Kế hoạch số 105 với 26 nhiệm vụ.');
    expect(paragraphs[2]).toBe(
      'Chỉ tiêu phấn đấu gồm: Hồ sơ được số hóa đạt 100 phần trăm; Hồ sơ được số hóa từ 50 phần trăm trở lên; ' +
        'không có hồ sơ trễ hẹn; Liên thông: đạt kế hoạch cao nhất.',
    );
    expect(paragraphs[3]).toContain('Việc 5, hạn ngày 5 tháng 3 năm 2024');
    expect(paragraphs[3]).not.toContain('Việc 6');
    const twice = [...next.slice(0, 1), ...next];
    expect(drawUpBulletin({ ...source, targets: [], next: twice }).paragraphs[2]).toBe(paragraphs[3]);
    expect(count).toBe(paragraphs.join(' ').split(' ').length);
    expect(drawUpBulletin({ ...source, targets: [], next: [] }).paragraphs).toHaveLength(4);
  });
});
