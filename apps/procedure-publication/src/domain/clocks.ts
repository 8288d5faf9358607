import { type WorkingCalendar, addDays, inForceOn, later } from '@thongsuot/calendar';
import { PlainDate, PostingChannel, type DecisionClock } from '@thongsuot/contracts';
import { z } from 'zod';

const dated = { validFrom: PlainDate, validTo: PlainDate.nullable(), legalBasis: z.string(), confirmed: z.boolean() };

/** The dated settings of `data/procedures/clocks.json`. */
export const ClockData = z.object({
  clocks: z.array(
    z.object({
      ...dated,
      key: z.enum(['announce', 'national-db', 'posting']),
      days: z.number().int().describe('Negative: before the day it counts from'),
      unit: z.enum(['days', 'working-days']),
      from: z.enum(['text-effective', 'signing', 'effective']),
    }),
  ),
  channels: z.array(z.object({ ...dated, channels: z.array(PostingChannel).min(1) })),
});
export type ClockData = z.infer<typeof ClockData>;

/** The days of a decision that clocks count from. */
export interface DecisionDays {
  readonly signedOn: PlainDate;
  readonly effectiveOn: PlainDate;
  readonly textEffectiveOn?: PlainDate | undefined;
  /** Working days to post that the decision itself sets. */
  readonly postingDays?: number | undefined;
}

/** The deadlines of a decision by the settings in force on the day it was signed. */
export function clocksOf(days: DecisionDays, data: ClockData, calendar: WorkingCalendar): DecisionClock[] {
  const found: DecisionClock[] = [];
  for (const key of ['announce', 'national-db', 'posting'] as const) {
    const clock = inForceOn(
      data.clocks.filter((each) => each.key === key),
      days.signedOn,
    );
    if (!clock) continue;
    const from =
      clock.from === 'signing'
        ? days.signedOn
        : clock.from === 'effective'
          ? later(days.signedOn, days.effectiveOn)
          : days.textEffectiveOn;
    if (from === undefined) continue;
    const own = key === 'posting' ? days.postingDays : undefined;
    const count = own ?? clock.days;
    const dueOn = clock.unit === 'days' ? addDays(from, count) : calendar.addWorkingDays(from, count);
    const { legalBasis, confirmed } = clock;
    found.push({
      key,
      dueOn,
      legalBasis: own === undefined ? legalBasis : 'Quyết định công bố / the decision itself',
      confirmed: own !== undefined || confirmed,
    });
  }
  return found;
}

/** Last day to post on a channel: the national database has a clock of its own; never before the decision is in force. */
export function postingDueOn(
  channel: PostingChannel,
  clocks: readonly DecisionClock[],
  effectiveOn: PlainDate,
): PlainDate | null {
  const key = channel === 'national-db' ? 'national-db' : 'posting';
  const clock = clocks.find((each) => each.key === key);
  return clock ? later(clock.dueOn, effectiveOn) : null;
}

/** Channels required where the decision names none. */
export function requiredChannels(data: ClockData, on: PlainDate): PostingChannel[] {
  return [...(inForceOn(data.channels, on)?.channels ?? [])];
}
