import type { WorkingCalendar } from '@thongsuot/calendar';
import { PlainDate, type FeedbackState } from '@thongsuot/contracts';
import { z } from 'zod';

/** Steps that have a term. `classify`: take it on, refuse it or send it where it belongs. */
export const ClockStep = z.enum(['classify', 'forward', 'request-supplement', 'resolve', 'publish']);
export type ClockStep = z.infer<typeof ClockStep>;

const ClockRule = z.object({
  step: ClockStep,
  workingDays: z.int().min(1).describe('Working days after the day the step begins, which is not counted'),
  basis: z.string(),
  confirmed: z.boolean().describe('false = not yet checked against the text'),
});
type ClockRule = z.infer<typeof ClockRule>;

/** Terms by date: the rule in force on the day a feedback was received holds for all of its life. */
export const ClockData = z.object({
  title: z.string(),
  note: z.string(),
  rules: z
    .array(
      z.object({
        version: z.string(),
        validFrom: PlainDate,
        validTo: PlainDate.nullable(),
        clocks: z.array(ClockRule),
      }),
    )
    .min(1),
});
export type ClockData = z.infer<typeof ClockData>;

/** When a step is to be done, and whether the term's text has been checked. */
export interface Due {
  readonly dueOn: PlainDate;
  readonly confirmed: boolean;
}

/** What a term is counted from. */
export interface Dated {
  readonly receivedOn: PlainDate;
  readonly forwardedOn: PlainDate | null;
  readonly answeredOn: PlainDate | null;
  readonly state: FeedbackState['state'];
  readonly inCompetence: boolean | null;
  /** Day the sender supplemented; the term begins again there. */
  readonly supplementedOn: PlainDate | null;
}

/** The terms of handling feedback, in working days. */
export class FeedbackClocks {
  constructor(
    private readonly data: ClockData,
    private readonly calendar: WorkingCalendar,
  ) {}

  /** Last day of the step a feedback is in; null where none is set, where the sender is to act, or where it is over. */
  findDue(of: Dated): Due | null {
    const start = this.startOf(of);
    switch (of.state) {
      case 'received':
        return this.dueOf('classify', of, start) ?? this.dueOf('forward', of, start);
      case 'classified':
        return of.inCompetence === false ? this.dueOf('forward', of, start) : this.dueOf('resolve', of, start);
      case 'forwarded':
        return this.dueOf('resolve', of, start);
      case 'answered':
        return of.answeredOn === null ? null : this.dueOf('publish', of, of.answeredOn);
      case 'awaiting-supplement':
      case 'published':
      case 'refused':
        return null;
    }
  }

  /** Last day to ask the sender for a supplement; null where that is no longer, or never was, open. */
  findSupplementDue(of: Dated): PlainDate | null {
    if (of.state !== 'received' && of.state !== 'classified' && of.state !== 'forwarded') return null;
    return this.dueOf('request-supplement', of, this.startOf(of))?.dueOn ?? null;
  }

  private startOf(of: Dated): PlainDate {
    const candidates = [of.receivedOn, of.forwardedOn, of.supplementedOn].filter((day) => day !== null);
    return candidates.reduce((latest, day) => (day > latest ? day : latest));
  }

  private dueOf(step: ClockStep, of: Dated, from: PlainDate): Due | null {
    const rule = this.ruleOf(step, of.receivedOn);
    return rule ? { dueOn: this.calendar.addWorkingDays(from, rule.workingDays), confirmed: rule.confirmed } : null;
  }

  private ruleOf(step: ClockStep, on: PlainDate): ClockRule | undefined {
    const rules = this.data.rules.find((each) => each.validFrom <= on && (each.validTo === null || on <= each.validTo));
    return rules?.clocks.find((clock) => clock.step === step);
  }
}
