import {
  ProblemError,
  type AreaLevel,
  type NewDecision,
  type PostingChannel,
  type ProblemItem,
  type ProcedureParts,
} from '@thongsuot/contracts';
import type { DutyRule } from './duties';

/** What is known of a procedure when it is decided on. */
export interface KnownProcedure {
  readonly code: string;
  readonly name: string;
  readonly levels: readonly AreaLevel[];
  /** Latest version imported. */
  readonly latest: number;
  readonly parts: ProcedureParts;
}

/** One item of a decision, settled. `copies`: no newer version was imported, so the announced one is made anew. */
export interface DecidedItem {
  readonly procedureCode: string;
  readonly name: string;
  readonly kind: NewDecision['items'][number]['kind'];
  readonly version: number;
  readonly copies: boolean;
  readonly replacesCode: string | null;
  readonly levels: readonly AreaLevel[];
  readonly channels: readonly PostingChannel[];
}

/**
 * Settles the items of a decision (NĐ 63/2010/NĐ-CP Điều 14).
 * @param lacking what publication needs and a procedure does not say, in words
 * @param standing the rule that last decided on each procedure in this province, future ones included
 * @throws ProblemError `procedure-unknown` or `rule-violated`, naming every item at fault
 */
export function decideItems(
  items: NewDecision['items'],
  procedures: ReadonlyMap<string, KnownProcedure>,
  standing: ReadonlyMap<string, DutyRule>,
  channels: readonly PostingChannel[],
  lacking: (procedure: KnownProcedure) => readonly string[] = () => [],
): DecidedItem[] {
  const errors: ProblemItem[] = [];
  const seen = new Set<string>();
  const decided = items.map((item, index): DecidedItem | undefined => {
    const refuse = (field: string, code: string, message: string): DecidedItem | undefined => {
      errors.push({ pointer: `/items/${index}/${field}`, code, message });
      return undefined;
    };
    const { procedureCode: code, kind, replacesCode } = item;
    const known = procedures.get(code);
    if (!known)
      return refuse('procedureCode', 'procedure-unknown', `chưa nhập thủ tục ${code} / procedure ${code} is not imported`);
    if (seen.has(code)) return refuse('procedureCode', 'item-twice', `nêu hai lần ${code} / ${code} occurs twice`);
    seen.add(code);
    const rule = standing.get(code);
    const isInForce = rule?.kind === 'required';
    if ((kind === 'new' || kind === 'replaced') && isInForce)
      return refuse('kind', 'already-announced', `${code} đang có hiệu lực, dùng amended / ${code} is in force, use amended`);
    if ((kind === 'amended' || kind === 'abolished') && !isInForce)
      return refuse('kind', 'not-announced', `${code} chưa được công bố tại tỉnh / ${code} was not announced in this province`);
    if (kind === 'replaced' && (replacesCode === null || standing.get(replacesCode)?.kind !== 'required'))
      return refuse(
        'replacesCode',
        'not-announced',
        'thủ tục bị thay thế chưa được công bố / what it replaces was not announced',
      );
    if (kind !== 'replaced' && replacesCode !== null)
      return refuse('replacesCode', 'not-a-replacement', 'chỉ dùng với replaced / only for replaced');
    const missing = kind === 'abolished' ? [] : lacking(known);
    if (missing.length > 0) return refuse('procedureCode', 'parts-missing', `${code}: ${missing.join('; ')}`);
    const announced = rule?.version ?? 0;
    const version = kind === 'abolished' ? announced : kind === 'amended' ? Math.max(known.latest, announced + 1) : known.latest;
    return {
      procedureCode: code,
      name: known.name,
      kind,
      version,
      copies: version > known.latest,
      replacesCode,
      levels: item.levels ?? known.levels.filter((level) => level !== 'country'),
      channels: item.channels ?? channels,
    };
  });
  if (errors.length > 0)
    throw new ProblemError(errors.every(({ code }) => code === 'procedure-unknown') ? 'procedure-unknown' : 'rule-violated', {
      detail: errors.map(({ message }) => message).join('; '),
      errors,
    });
  return decided.filter((item) => item !== undefined);
}

/**
 * Items of a ministry's decision: they bind no unit, the provinces announce them in turn; what is not in the catalogue yet is
 * taken by the name it is given.
 */
export function ministryItems(items: NewDecision['items'], procedures: ReadonlyMap<string, KnownProcedure>): DecidedItem[] {
  const errors: ProblemItem[] = [];
  const seen = new Set<string>();
  const decided = items.map(({ procedureCode, kind, replacesCode, name, levels }, index): DecidedItem => {
    const known = procedures.get(procedureCode);
    const refuse = (code: string, message: string): void => {
      errors.push({ pointer: `/items/${index}/procedureCode`, code, message });
    };
    if (seen.has(procedureCode)) refuse('item-twice', `nêu hai lần ${procedureCode} / ${procedureCode} occurs twice`);
    seen.add(procedureCode);
    if (!known && name === undefined)
      refuse('name-missing', `chưa nhập ${procedureCode}: cần nêu tên / ${procedureCode} is not imported: name it`);
    return {
      procedureCode,
      name: known?.name ?? name ?? procedureCode,
      kind,
      version: known?.latest ?? 1,
      copies: false,
      replacesCode,
      levels: levels ?? known?.levels ?? ['province', 'district', 'commune'],
      channels: [],
    };
  });
  if (errors.length > 0)
    throw new ProblemError('rule-violated', { detail: errors.map(({ message }) => message).join('; '), errors });
  return decided;
}
