import type { AreaLevel, Instant, PlainDate } from '@thongsuot/contracts';
import type { Deadline } from '@thongsuot/calendar';
import { issuerLevel } from '../import/plan-rules';
import { fold, foldedWords } from '../import/text';

/** An order from above, as registered by those it is addressed to. */
export interface Directive {
  readonly id: string;
  /** "512/UBND-KSTTHC". */
  readonly number: string;
  readonly issuer: { readonly name: string; readonly level: AreaLevel };
  readonly issuedOn: PlainDate;
  readonly receivedOn: PlainDate;
  /** Units, as `<areaCode>` or `<areaCode>/<agency>`. */
  readonly addressees: readonly string[];
  /** What is asked. */
  readonly asks: string;
  readonly byDate: PlainDate | null;
  readonly receipts: readonly DirectiveReceipt[];
}

/** An addressee has taken note. */
export interface DirectiveReceipt {
  readonly unit: string;
  readonly by: string;
  readonly at: Instant;
}

/** A task that may wait for a directive. */
export interface WaitingTask {
  readonly id: string;
  readonly title: string;
  readonly deadlines: readonly Deadline[];
}

/** The receipt of an addressee; a second one of the same unit changes nothing, that of a stranger is none. */
export function acknowledge(directive: Directive, receipt: DirectiveReceipt): Directive {
  const known = directive.receipts.some((one) => one.unit === receipt.unit);
  if (known || !directive.addressees.includes(receipt.unit)) return directive;
  return { ...directive, receipts: [...directive.receipts, receipt] };
}

/** Share of a title's telling words that the directive has to name. */
const NAMED_MIN = 0.5;
/** Words of every plan: they tell no task from another. */
const COMMON = new Set([
  'trien',
  'khai',
  'thuc',
  'hien',
  'huong',
  'dan',
  'tthc',
  'thu',
  'tuc',
  'hanh',
  'chinh',
  'giai',
  'quyet',
  've',
  'va',
  'cua',
  'trong',
  'cac',
]);

/**
 * The tasks that a directive starts: those which wait for a document of its issuer's level ("sau khi có văn bản của UBND
 * tỉnh"). Of these the ones whose subject it names; where it names none of them, all of them, because a task started too
 * early is seen by its officer and one never started is seen by nobody.
 */
export function tasksStartedBy(directive: Pick<Directive, 'issuer' | 'asks'>, tasks: readonly WaitingTask[]): WaitingTask[] {
  const waiting = tasks.filter((task) => task.deadlines.some((deadline) => waitsFor(deadline, directive.issuer)));
  const words = new Set(foldedWords(directive.asks));
  const named = waiting.filter((task) => {
    const telling = foldedWords(task.title).filter((word) => !COMMON.has(word));
    return telling.length > 0 && telling.filter((word) => words.has(word)).length / telling.length >= NAMED_MIN;
  });
  return named.length > 0 ? named : waiting;
}

function waitsFor(deadline: Deadline, issuer: Directive['issuer']): boolean {
  if (deadline.kind !== 'event' || deadline.triggerSource !== 'directive') return false;
  const level = issuerLevel(deadline.trigger);
  return level === undefined || level === issuer.level || fold(deadline.trigger).includes(fold(issuer.name));
}
