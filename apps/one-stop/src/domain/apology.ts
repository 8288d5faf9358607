import type { WorkingCalendar } from '@thongsuot/calendar';
import { ProblemError, type DossierState, type PlainDate } from '@thongsuot/contracts';
import type { ApologyRule } from './apology-rules';
import { isOpen, lastLetterDay, promisedOn, type OwnFacts } from './dossier';

/** An apology to record. */
export interface ApologyGiven {
  readonly kind: 'letter' | 'public';
  readonly sentOn: PlainDate;
  readonly newDueOn: PlainDate | null;
}

/** What the clock finds to do about one dossier. */
export type ApologyStep =
  | { readonly kind: 'letter'; readonly outcome: 'raised' | 'missed'; readonly newDueOn: PlainDate | null }
  | { readonly kind: 'public'; readonly outcome: 'raised'; readonly newDueOn: null };

/**
 * Judges an apology by NĐ 61/2018/NĐ-CP, Điều 19 khoản 9: the letter goes out no later than one day before the due day and
 * may set the day anew once. A later letter is recorded as late, and sets no new day.
 * @returns whether it is in time
 * @throws ProblemError `dossier-state-conflict` (resolved, or apologised for already), `rule-violated` otherwise
 */
export function judgeApology(
  state: DossierState,
  { kind, sentOn, newDueOn }: ApologyGiven,
  publicSent: boolean,
  today: PlainDate,
  rule: ApologyRule,
): { readonly inTime: boolean } {
  const { dueOn } = state;
  if (!isOpen(state)) throw conflict('Hồ sơ không còn đang giải quyết / The dossier is not open any more');
  if (dueOn === null) throw violated('Hồ sơ không có ngày hẹn trả / The dossier has no due day');
  if (sentOn > today) throw violated('Ngày gửi ở tương lai / The day sent lies in the future');
  if (sentOn < state.receivedOn) throw violated('Ngày gửi trước ngày tiếp nhận / Sent before it was received');
  if (kind === 'public') {
    if (newDueOn !== null) throw violated('Xin lỗi công khai không hẹn lại ngày / A public apology sets no new day');
    if (sentOn <= (promisedOn(state) ?? dueOn)) throw violated('Hồ sơ chưa quá hạn / The dossier is not late');
    if (publicSent) throw conflict('Đã xin lỗi công khai / It was apologised for in public already');
    return { inTime: false };
  }
  if (state.apologySentOn !== null) throw conflict('Đã gửi thư xin lỗi / The letter was sent already');
  const inTime = sentOn <= lastLetterDay(dueOn, rule.letterDaysBefore);
  if (newDueOn === null) return { inTime };
  if (state.extendedDueOn !== null || rule.newDatesMax < 1)
    throw conflict('Chỉ được hẹn lại một lần / The day may be set anew once only');
  if (!inTime)
    throw violated(
      'Thư gửi sau hạn báo trước thì không được hẹn lại ngày / A letter later than one day before the due day sets no new day',
    );
  if (newDueOn <= dueOn) throw violated('Ngày hẹn lại phải sau ngày hẹn trả / The new day must lie after the due day');
  return { inTime };
}

/** What the clock does about a dossier whose day has come; null where the day has not come after all. */
export function apologyStep(
  state: DossierState,
  own: OwnFacts,
  today: PlainDate,
  rule: ApologyRule,
  calendar: WorkingCalendar,
): ApologyStep | null {
  const promised = promisedOn(state);
  if (!isOpen(state) || state.dueOn === null || promised === null || own.publicDone) return null;
  if (!own.letterDone && state.apologySentOn === null) {
    if (today > lastLetterDay(state.dueOn, rule.letterDaysBefore)) return { kind: 'letter', outcome: 'missed', newDueOn: null };
    // A day set anew already leaves none to propose.
    const fresh = state.extendedDueOn === null && rule.newDatesMax > 0;
    return {
      kind: 'letter',
      outcome: 'raised',
      newDueOn: fresh ? calendar.addWorkingDays(state.dueOn, rule.draftExtensionWorkingDays) : null,
    };
  }
  return today > promised ? { kind: 'public', outcome: 'raised', newDueOn: null } : null;
}

function conflict(detail: string): ProblemError {
  return new ProblemError('dossier-state-conflict', { detail });
}

function violated(detail: string): ProblemError {
  return new ProblemError('rule-violated', { detail });
}
