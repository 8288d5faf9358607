/** Fewer answers than this are never shown apart from others. */
export const K_MIN = 5;

/**
 * The groups that may be shown beside their total. A group under `k` answers is hidden; and while all that is hidden
 * together is still under `k`, the smallest group shown is hidden too, or subtraction from the total would tell it.
 */
export function shownGroups<Group extends { readonly answered: number }>(
  groups: readonly Group[],
  k: number = K_MIN,
): { shown: Group[]; hidden: number } {
  const sorted = groups.filter((group) => group.answered > 0).sort((a, b) => a.answered - b.answered);
  let cut = sorted.findIndex((group) => group.answered >= k);
  if (cut < 0) cut = sorted.length;
  const hiddenAnswers = (): number => sorted.slice(0, cut).reduce((sum, group) => sum + group.answered, 0);
  while (cut > 0 && cut < sorted.length && hiddenAnswers() < k) cut += 1;
  return { shown: sorted.slice(cut).reverse(), hidden: cut };
}
