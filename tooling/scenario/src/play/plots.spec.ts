import { loadReferenceTree } from '@thongsuot/areas';
import { playDaysOf } from '../generate/play-days';
import { KON_TUM_2022, QUANG_TRI_2024 } from '../generate/quarters';
import { KON_RAY_ACTS } from './kon-ray';
import { PHUONG_2_ACTS } from './phuong-2';
import { publicationsOf } from './plots';

const tree = loadReferenceTree();

describe('the play', () => {
  it.each([
    [KON_TUM_2022, KON_RAY_ACTS],
    [QUANG_TRI_2024, PHUONG_2_ACTS],
  ])('$key: stops on the day of each act, and each act has a name of its own on its day', (quarter, acts) => {
    const days = new Set<string>(playDaysOf(quarter).map(({ day }) => day));
    const all = [...acts, ...publicationsOf(tree, quarter)];
    expect(all.filter(({ on }) => !days.has(on)).map(({ name, on }) => `${name} ${on}`)).toEqual([]);
    const names = all.map(({ name, on }) => `${on} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each([KON_TUM_2022, QUANG_TRI_2024])(
    '$key: pushes often enough for reactions that look back a week, Tết apart',
    (quarter) => {
      const days = playDaysOf(quarter);
      expect(days[0]?.pushes).toBe(true);
      expect(days.at(-1)).toEqual({ day: quarter.end, pushes: true });
      expect(days.filter(({ pushes }) => pushes).length).toBeGreaterThanOrEqual(15);
    },
  );
});
