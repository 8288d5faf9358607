import { type WorkingCalendar, addDays, inForceOn, later } from '@thongsuot/calendar';
import { PlainDate, PostingChannel, type DecisionClock } from '@thongsuot/contracts';
import { z } from 'zod';

const dated = { validFrom: PlainDate, validTo: PlainDate.nullable(), legalBasis: z.string(), confirmed: z.boolean() };

/** The dated settings of `data/procedures/clocks.json`. */
export const ClockData = z.object({
  clocks: z.array(
    z.object({
      ...dated,
      key: z.enum(['announce', 'national-db', 'posting', 'announce-locally']),
      issuer: z.enum(['ministry', 'province']).describe('Who announces'),
      shortened: z.boolean().describe('For legal texts made by the shortened procedure'),
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
  /** The legal text was made by the shortened procedure and took effect when it was signed. */
  readonly shortened?: boolean | undefined;
}

export type Issuer = ClockData['clocks'][number]['issuer'];
type ClockKey = ClockData['clocks'][number]['key'];

/** The deadlines of a decision by the settings in force on the day it was signed. */
export function clocksOf(
  days: DecisionDays,
  data: ClockData,
  calendar: WorkingCalendar,
  issuer: Issuer = 'province',
): DecisionClock[] {
  const found: DecisionClock[] = [];
  for (const key of ['announce', 'national-db', 'posting'] as const) {
    const clock = clockOf(key, issuer, days, data);
    const dueOn = clock && dueOnOf(clock, days, calendar, key === 'posting' ? days.postingDays : undefined);
    if (!clock || dueOn === undefined) continue;
    const own = key === 'posting' && days.postingDays !== undefined;
    found.push({
      key,
      dueOn,
      legalBasis: own ? 'Quyết định công bố / the decision itself' : clock.legalBasis,
      confirmed: own || clock.confirmed,
    });
  }
  return found;
}

/**
 * Last day for a province to announce what a ministry decided: counted from the legal text where its day is known, else from
 * the ministry's signing. Null where no setting was in force.
 */
export function localClockOf(days: DecisionDays, data: ClockData, calendar: WorkingCalendar): Omit<DecisionClock, 'key'> | null {
  for (const key of ['announce', 'announce-locally'] as const) {
    const clock = clockOf(key, 'province', days, data);
    const dueOn = clock && dueOnOf(clock, days, calendar);
    if (clock && dueOn !== undefined) return { dueOn, legalBasis: clock.legalBasis, confirmed: clock.confirmed };
  }
  return null;
}

function clockOf(
  key: ClockKey,
  issuer: Issuer,
  { signedOn, shortened = false }: DecisionDays,
  data: ClockData,
): ClockData['clocks'][number] | undefined {
  return inForceOn(
    data.clocks.filter((each) => each.key === key && each.issuer === issuer && each.shortened === shortened),
    signedOn,
  );
}

function dueOnOf(
  clock: ClockData['clocks'][number],
  { signedOn, effectiveOn, textEffectiveOn }: DecisionDays,
  calendar: WorkingCalendar,
  ownDays?: number,
): PlainDate | undefined {
  const from = clock.from === 'signing' ? signedOn : clock.from === 'effective' ? later(signedOn, effectiveOn) : textEffectiveOn;
  if (from === undefined) return undefined;
  const count = ownDays ?? clock.days;
  return clock.unit === 'days' ? addDays(from, count) : calendar.addWorkingDays(from, count);
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
