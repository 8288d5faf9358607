import type { AreaTree } from '@thongsuot/areas';
import type { WorkingCalendar } from '@thongsuot/calendar';
import type { PlainDate } from '@thongsuot/contracts';
import { evaluate, type DueItem } from '../../domain/due-items';
import type { Message } from '../../domain/message';
import { pathOf, rulesInForce, type ScopedRule } from '../../domain/rules';

const ITEMS_A_TICK = 100;

/** An item that was looked at, and the next day it has something to say. */
export interface LookedAt {
  readonly item: DueItem;
  readonly nextOn: PlainDate | null;
}

/** What is open and due, in one transaction. */
export interface DueItemRecords {
  toLookAt(asOf: PlainDate, max: number): Promise<DueItem[]>;
  save(looked: readonly LookedAt[], asOf: PlainDate): Promise<void>;
}

/** What the clock needs to speak of due days. */
export interface DueWork {
  readonly items: DueItemRecords;
  readonly rules: readonly ScopedRule[];
  readonly tree: AreaTree;
  readonly calendar: WorkingCalendar;
  deliver(messages: readonly Message[]): Promise<void>;
}

/**
 * Tells what the rules have to say of due days by `asOf`, at most 100 items a call.
 *
 * @returns how many were looked at; 0 when nothing is left
 */
export async function tickDueItems(work: DueWork, asOf: PlainDate): Promise<number> {
  const items = await work.items.toLookAt(asOf, ITEMS_A_TICK);
  if (items.length === 0) return 0;
  const inForce = new Map<string, ReturnType<typeof rulesInForce>>();
  const messages: Message[] = [];
  const looked: LookedAt[] = [];
  for (const item of items) {
    const rules = inForce.get(item.owner) ?? rulesInForce(work.rules, pathOf(work.tree, item.owner), asOf);
    inForce.set(item.owner, rules);
    const { messages: told, nextOn } = evaluate(
      item,
      rules.map(({ content }) => content),
      asOf,
      work,
    );
    messages.push(...told);
    looked.push({ item, nextOn });
  }
  await work.deliver(messages);
  await work.items.save(looked, asOf);
  return items.length;
}
