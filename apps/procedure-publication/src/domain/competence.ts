import { type AreaVersion, type AreaTree, levelRank } from '@thongsuot/areas';
import { ProblemError } from '@thongsuot/contracts';

/** Who announces, as a decision names them. */
export interface Announcer {
  /** Agency of the province that announces by delegation. */
  readonly agency: string | null;
  /** Document that delegates. */
  readonly delegation: string | null;
  /** Ministry, where the decision is the centre's. */
  readonly ministry: string | null;
}

/**
 * Who may announce (NĐ 63/2010/NĐ-CP Điều 13): a minister, the chairman of a province, or the head of an agency of it whom a
 * document delegates. District and commune never announce, they post.
 * @throws ProblemError `decision-not-competent`
 */
export function assertCompetent(issuer: AreaVersion, { agency, delegation, ministry }: Announcer): void {
  const refuse = (detail: string): never => {
    throw new ProblemError('decision-not-competent', { detail });
  };
  if (issuer.level === 'country') {
    if (ministry === null) refuse('trung ương: nêu bộ, cơ quan ngang bộ công bố / name the ministry that announces');
    return;
  }
  if (issuer.level !== 'province')
    refuse(`${issuer.name}: cấp này không công bố, chỉ niêm yết, công khai / this level posts and never announces`);
  if (ministry !== null) refuse('quyết định của bộ ghi ở trung ương (00) / a ministry announces for the country (00)');
  if (agency !== null && delegation === null) refuse(`${agency}: cần văn bản ủy quyền / needs the document that delegates`);
}

/** Provinces whose decisions bind an area: the one it lies in, and those its predecessors lay in. */
export function provincesOf(tree: AreaTree, id: string): Set<string> {
  const provinces = new Set<string>();
  for (const at of [id, ...predecessorsOf(tree, id)]) {
    const lineage = [tree.byId(at), ...tree.ancestors(at)];
    for (const { id: above, level } of lineage) if (level === 'province') provinces.add(above);
  }
  return provinces;
}

/** Every area version of the same level that went whole into this one, through any number of acts. */
export function predecessorsOf(tree: AreaTree, id: string): string[] {
  const rank = levelRank(tree.byId(id).level);
  const found: string[] = [];
  const seen = new Set([id]);
  for (let queue = [id]; queue.length > 0;) {
    const next: string[] = [];
    for (const at of queue) {
      for (const link of tree.predecessorsOf(at)) {
        if (link.extent !== 'whole' || seen.has(link.id) || levelRank(tree.byId(link.id).level) !== rank) continue;
        seen.add(link.id);
        found.push(link.id);
        next.push(link.id);
      }
    }
    queue = next;
  }
  return found;
}
