import type { AreaTree } from '@thongsuot/areas';
import { addDays, type WorkingCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { dossierMessages, type DossiersDue } from '../../domain/dossiers';
import type { Message } from '../../domain/message';
import type { ScopedRule } from '../../domain/rules';

const ROWS_A_TICK = 300;

/** How far the clock has told of dossiers. */
export interface DossierProgress {
  /** Last day that was told whole; null before the first. */
  readonly through: PlainDate | null;
  /** Day that is being told, and the row it stands at. */
  readonly day: PlainDate | null;
  readonly after: string | null;
}

/** What telling of dossiers needs, in one transaction. */
export interface DossierWork {
  readonly progress: DossierProgress;
  /** Rows of days from `from` to `to`, in an order that stays, behind `after`. */
  rows(from: PlainDate, to: PlainDate, after: string | null, max: number): Promise<(DossiersDue & { readonly id: string })[]>;
  saveProgress(progress: DossierProgress): Promise<void>;
  deliver(messages: readonly Message[]): Promise<void>;
  readonly rules: readonly ScopedRule[];
  readonly tree: AreaTree;
  readonly calendar: WorkingCalendar;
}

/**
 * Tells once a day, unit by unit, how many dossiers fall due and how many became late since it was told last; at most 300
 * rows a call.
 *
 * @returns how many rows were looked at, at least 1 until the day is told whole; 0 afterwards
 */
export async function tickDossiers(work: DossierWork, asOf: PlainDate): Promise<number> {
  const { progress, rules, tree, calendar } = work;
  if (progress.through !== null && progress.through >= asOf) return 0;
  const since = progress.through ?? addDays(asOf, -1);
  const after = progress.day === asOf ? progress.after : null;
  const rows = await work.rows(since, calendar.addWorkingDays(asOf, furthest(rules)), after, ROWS_A_TICK);
  await work.deliver(rows.flatMap((due) => dossierMessages(due, rules, { since, asOf, tree, calendar })));
  const whole = rows.length < ROWS_A_TICK;
  const at = { through: progress.through, day: asOf, after: rows.at(-1)?.id ?? null };
  await work.saveProgress(whole ? { through: asOf, day: null, after: null } : at);
  return Math.max(1, rows.length);
}

/** Most working days ahead that any rule looks. */
function furthest(rules: readonly ScopedRule[]): number {
  const days = rules.flatMap(({ content: { when } }) =>
    when.type === 'due-day' && when.subject === 'dossier' ? when.before : [],
  );
  return Math.max(1, ...days);
}
