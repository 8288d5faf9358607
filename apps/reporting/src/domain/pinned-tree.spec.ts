import { applyAreaChanged, areaDifference, loadReferenceTree, type AreaDifference } from '@thongsuot/areas';
import { AreaCode, AreaVersionId, plainDate } from '@thongsuot/contracts';
import { growTree } from './pinned-tree';

const WARD = AreaVersionId.parse('19360.open');

it('knows what an act brings forth, and hangs no area that it knew under another', () => {
  const tree = loadReferenceTree();
  const ward = tree.byId(WARD);
  const elsewhere = tree.childrenOfAllDates(AreaVersionId.parse('45.open')).find(({ id }) => id !== ward.parentId);
  if (!elsewhere || elsewhere.level !== 'district') throw new Error('no other district');
  const { id, code, name, level, validFrom } = ward;
  const moved = { id, code, name, level, parent: elsewhere.id, validFrom, validTo: ward.validTo };
  const born = {
    ...moved,
    id: AreaVersionId.parse('99990.2024-01-01'),
    code: AreaCode.parse('99990'),
    validFrom: plainDate('2024-01-01'),
  };
  const act: AreaDifference = { before: [], after: [moved, born], successions: [] };
  const [grown, whole] = [growTree(tree, act), applyAreaChanged(tree, act)];
  expect(grown.byId(id).parentId).toBe(ward.parentId);
  expect(grown.byId(born.id).parentId).toBe(elsewhere.id);
  expect(whole.byId(id).parentId).toBe(elsewhere.id);
  expect(areaDifference(tree, grown, () => undefined).after.map((each) => each.id)).toEqual([born.id]);
});
