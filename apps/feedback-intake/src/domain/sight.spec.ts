import { loadReferenceTree } from '@thongsuot/areas';
import { AreaVersionId, plainDate, type FeedbackKind } from '@thongsuot/contracts';
import { firstHandler, mayKnowSender, mayReadContent, placesOf, rootsOf, seesPlaces } from './sight';

const tree = loadReferenceTree();
const unit = (id: string, agency: string | null = null): { areaVersion: AreaVersionId; agency: string | null } => ({
  areaVersion: AreaVersionId.parse(id),
  agency,
});
const officer = (area: string, on = '2024-03-04'): readonly string[] | null =>
  rootsOf({ role: 'officer', area, on: null }, tree, plainDate(on));
const about = (kind: FeedbackKind, handler: string): Parameters<typeof mayKnowSender>[2] => ({
  kind,
  unit: unit('19360.open'),
  handler: unit(handler),
});

describe('who sees what of a feedback about Phường 2', () => {
  it.each([
    ['the ward complained of', '19360', false, false],
    ['the town above, which handles it', '462', true, true],
    ['the province above both', '45', true, true],
    ['the ward beside it', '19333', false, false],
    ['another province', '62', false, false],
  ])('%s', (_, area, sender, content) => {
    const facts = about('act', '462.open');
    expect(mayKnowSender(officer(area), tree, facts)).toBe(sender);
    expect(mayReadContent(officer(area), tree, facts)).toBe(content);
  });

  it('lets the ward read what was forwarded to it, and still not who sent it', () => {
    const facts = about('both', '19360.open');
    expect(mayReadContent(officer('19360'), tree, facts)).toBe(true);
    expect(mayKnowSender(officer('19360'), tree, facts)).toBe(false);
    expect(mayKnowSender(officer('462'), tree, facts)).toBe(true);
  });

  it('accuses nobody where it is about a regulation: its handler may write to the sender', () => {
    expect(mayKnowSender(officer('19360'), tree, about('regulation', '19360.open'))).toBe(true);
    expect(mayKnowSender(officer('462'), tree, about('regulation', '19360.open'))).toBe(true);
    expect(mayKnowSender(officer('19360'), tree, about('regulation', '462.open'))).toBe(false);
  });

  it('keeps the successor of the unit complained of out too, and lets it find what was left open', () => {
    const after = officer('19360', '2025-07-02');
    expect(after).toContain('19360.2025-07-01');
    expect(after).toContain('19360.open');
    expect(mayKnowSender(after, tree, about('act', '462.open'))).toBe(false);
    expect(seesPlaces(after, placesOf(tree, [unit('19360.open')]))).toBe(true);
  });

  it('shows portals and nameless callers nothing, administrators all', () => {
    for (const role of ['portal', null]) {
      const roots = rootsOf({ role, area: null, on: null }, tree, plainDate('2024-03-04'));
      expect(seesPlaces(roots, placesOf(tree, [unit('19360.open')]))).toBe(false);
    }
    expect(rootsOf({ role: 'administrator', area: null, on: null }, tree, plainDate('2024-03-04'))).toBeNull();
  });

  it('goes one level above whoever is complained of, a regulation to its owner, a province to itself', () => {
    expect(firstHandler(tree, unit('19360.open', 'van-phong'), 'act')).toEqual(unit('462.open'));
    expect(firstHandler(tree, unit('19360.open'), 'regulation')).toEqual(unit('19360.open'));
    expect(firstHandler(tree, unit('45.open', 'so-tu-phap'), 'act')).toEqual(unit('45.open', 'so-tu-phap'));
  });
});
