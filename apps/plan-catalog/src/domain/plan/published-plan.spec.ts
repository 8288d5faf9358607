import { AreaVersionId } from '@thongsuot/contracts';
import { answeringTask, coverageOf, worstState } from './coverage';
import { publishedTarget } from './published-targets';
import { agencySlug, responsibleUnits, type AreaWithBelow } from './responsible';

const id = (text: string): AreaVersionId => AreaVersionId.parse(text);
const district: AreaWithBelow = {
  ...{ id: id('614.open'), name: 'Huyện Kon Rẫy', level: 'district' },
  below: [
    { id: id('23482.open'), name: 'Xã Đăk Kôi', level: 'commune' },
    { id: id('23479.open'), name: 'Thị trấn Đăk Rve', level: 'commune' },
  ],
};
const names = (name: string): (string | null)[] => responsibleUnits(name, district).map((one) => one.agency ?? one.areaVersion);

describe('who a plan makes responsible', () => {
  it.each(['UBND các xã, thị trấn', 'Các xã, thị trấn được kiểm tra', 'UBND cấp xã của các xã'])(
    '%s is every commune',
    (name) => {
      expect(names(name)).toEqual(['23482.open', '23479.open']);
    },
  );

  it('an agency, a group of agencies and the committee itself stay one unit each', () => {
    expect(names('Phòng Nội vụ')).toEqual(['phong-noi-vu']);
    expect(names('Các cơ quan chuyên môn thuộc huyện')).toEqual(['cac-co-quan-chuyen-mon-thuoc-huyen']);
    expect(names('UBND huyện Kon Rẫy')).toEqual(['614.open']);
  });

  it('a commune has no communes below: the name stays one unit', () => {
    expect(responsibleUnits('UBND các xã, thị trấn', { ...district, below: [] })).toHaveLength(1);
  });

  it('a slug is short, plain and never empty', () => {
    expect(agencySlug('Văn phòng HĐND–UBND huyện')).toBe('van-phong-hdnd-ubnd-huyen');
    expect(agencySlug('…')).toBe('don-vi');
    expect(agencySlug('Đoàn '.repeat(40))).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
    expect(agencySlug('Đoàn '.repeat(40)).length).toBeLessThanOrEqual(80);
  });
});

describe('targets as published', () => {
  it.each([
    [{ key: 'online_share', label: 'l', op: '>=', percent: 50 }, 'online', 'at-least'],
    [{ key: 'online_share', label: 'l', op: '>', percent: 50 }, 'online', 'more-than'],
    [{ key: 'overdue_dossiers', label: 'l', op: '=', count: 0 }, 'overdue', 'at-most'],
    [{ key: 'digitised_share', label: 'l', op: '=', percent: 100 }, 'digitised', 'at-least'],
    [{ key: 'own', label: 'l', op: '<', percent: 5 }, 'own', 'less-than'],
  ] as const)('%j', (target, key, comparison) => {
    expect(publishedTarget(target)).toMatchObject({ key, comparison });
  });

  it('words stay words, and so does a comparison without a number', () => {
    expect(publishedTarget({ key: 'linked_services', label: 'l', op: 'text', text: 'cao nhất' })).toEqual({
      ...{ measure: 'text', key: 'linked-services', label: 'l', text: 'cao nhất' },
    });
    expect(publishedTarget({ key: 'own', label: 'Không giảm', op: '>=' })).toMatchObject({ measure: 'text', text: 'Không giảm' });
  });
});

describe('coverage', () => {
  const unit = { areaVersion: id('23482.open'), agency: null, name: 'Xã Đăk Kôi' };
  const task = { id: 't', title: 'Niêm yết công khai thủ tục hành chính tại nơi tiếp nhận', deadlines: [] };
  const own = { id: 'c', ref: 'II.1', title: 'Niêm yết, công khai đầy đủ thủ tục hành chính tại Bộ phận Một cửa', deadlines: [] };
  const other = { id: 'o', ref: 'VII.1', title: 'Tuyên truyền trên đài truyền thanh', deadlines: [] };
  const plan = { id: 'p', areaVersion: '23482.open', agency: null, state: 'issued', tasks: [other, own], lineage: [] } as const;
  const cell = (plans: Parameters<typeof coverageOf>[3]['plans']): object =>
    coverageOf(task, unit, 'lead', { areaVersion: '614.open', plans }, new Map([['c', ['open', 'overdue']]]));

  it('finds the task below by its wording, with its worst state', () => {
    expect(cell([plan])).toMatchObject({ state: 'in-plan', planId: 'p', taskRef: 'II.1', status: 'overdue' });
    expect(cell([{ ...plan, tasks: [other] }])).toMatchObject({ state: 'plan-without-task', planId: 'p', taskRef: null });
    expect(cell([{ ...plan, state: 'draft' }])).toMatchObject({ state: 'draft-plan' });
    expect(cell([])).toMatchObject({ state: 'no-plan', planId: null });
    expect(answeringTask(task.title, [other])).toBeUndefined();
  });

  it('holds an agency of the plan to the task itself', () => {
    const agency = { areaVersion: id('614.open'), agency: 'phong-noi-vu', name: 'Phòng Nội vụ' };
    const statuses = new Map([['t', ['completed']]] as const);
    expect(coverageOf(task, agency, 'coordinator', { areaVersion: '614.open', plans: [] }, statuses)).toMatchObject({
      ...{ state: 'by-task', status: 'completed' },
    });
    expect(worstState([])).toBeNull();
  });
});
