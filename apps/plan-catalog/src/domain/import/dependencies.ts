import type { SectionReading, TaskReading } from './plan-reading';
import { fold, foldedWords } from './text';

/** A task that waits for another one, and the words of its title that say so. */
export interface Dependency {
  /** "VII.6" waits for "VII.1". */
  readonly from: string;
  readonly on: string;
  readonly words: string;
}

interface Placed {
  readonly ref: string;
  readonly section: string;
  readonly task: TaskReading;
}

/**
 * The dependencies that titles give away by their wording; only earlier tasks are looked at:
 * - "Tổng hợp kết quả <việc> …" waits for the tasks of its section that start with <việc>;
 * - "Thực hiện <việc> theo Kế hoạch" waits for the task of its section that makes the plan of <việc>;
 * - "Đánh giá | Sơ kết | Tổng kết <việc>" waits for the task of the plan that is about <việc>.
 */
export function findDependencies(sections: readonly SectionReading[]): Dependency[] {
  const placed: Placed[] = sections.flatMap((section) =>
    section.tasks.map((task) => ({ ref: `${section.number}.${task.number}`, section: section.number, task })),
  );
  return placed.flatMap((current, index) => {
    const earlier = placed.slice(0, index);
    const inSection = earlier.filter((other) => other.section === current.section);
    const rules = [summaryOf(current, inSection), doneByPlan(current, inSection), evaluationOf(current, earlier)];
    return rules.find((found) => found.length > 0) ?? [];
  });
}

function link(from: Placed, on: readonly Placed[], words: string): Dependency[] {
  return on.map((other) => ({ from: from.ref, on: other.ref, words }));
}

function summaryOf(current: Placed, earlier: readonly Placed[]): Dependency[] {
  const match = /^(?:kiem tra, danh gia, )?tong hop ket qua ([^,;.]+)/u.exec(fold(current.task.title));
  const deed = match?.[1]?.trim();
  if (match === null || deed === undefined) return [];
  return link(
    current,
    earlier.filter((other) => fold(other.task.title).startsWith(`${deed} `) || startsWithDeed(other, deed)),
    match[0],
  );
}

/** "Rà soát, đánh giá …" is the deed "ra soat" too. */
function startsWithDeed(other: Placed, deed: string): boolean {
  return fold(other.task.title).startsWith(`${deed},`);
}

function doneByPlan(current: Placed, earlier: readonly Placed[]): Dependency[] {
  const match = /^(?:to chuc )?thuc hien (.+?) theo (?:dung )?ke hoach/u.exec(fold(current.task.title));
  const deed = match?.[1];
  if (match === null || deed === undefined) return [];
  const plans = earlier.filter((other) => {
    const plan = /^(?:ban hanh|xay dung|lap|tham muu ban hanh)(?:, [^ ]+(?: [^ ]+)?)? ke hoach (.+)/u.exec(
      fold(other.task.title),
    )?.[1];
    return plan !== undefined && covers(plan, deed) >= 0.8;
  });
  return link(current, plans.slice(-1), match[0]);
}

const CONTAINED_MIN = 0.9;
/** Fewer words than this name no task in particular. */
const WORDS_MIN = 4;

function evaluationOf(current: Placed, earlier: readonly Placed[]): Dependency[] {
  const match = /^(?:danh gia|so ket|tong ket)(?: ket qua)? ([^,;].*)$/u.exec(fold(current.task.title));
  const deed = match?.[1];
  if (match === null || deed === undefined || foldedWords(deed).length < WORDS_MIN) return [];
  const scored = earlier
    .map((other) => ({ other, share: covers(other.task.title, deed) }))
    .filter(({ share }) => share >= CONTAINED_MIN)
    .sort((a, b) => b.share - a.share);
  return link(
    current,
    scored.slice(0, 1).map(({ other }) => other),
    match[0],
  );
}

/** Share of the words of `part` that stand in `whole`. */
function covers(whole: string, part: string): number {
  const words = foldedWords(part);
  const known = new Set(foldedWords(whole));
  return words.length === 0 ? 0 : words.filter((word) => known.has(word)).length / words.length;
}
