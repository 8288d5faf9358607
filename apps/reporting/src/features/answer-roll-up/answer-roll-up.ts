import { halfMonthOf, type Period } from '@thongsuot/calendar';
import type { AreaTree, AreaVersion } from '@thongsuot/areas';
import type { PlainDate } from '@thongsuot/contracts';
import type { CompiledForm } from '../../domain/form';
import type { FactGroup } from '../../domain/flow';
import {
  childrenDuring,
  selectAsNow,
  selectAsWas,
  type HalfRange,
  type MemberRow,
  type Selection,
} from '../../domain/member-rows';
import { fillForm, type FigureRow, type FilledForm } from '../../domain/roll-up';
import type { FigureWindow } from '../../domain/window';

/** Where figures are read from. */
export interface Figures {
  /** Sums by row of every member of the given areas, of all partitions. */
  rows(facts: FactGroup, areas: readonly string[], window: HalfRange): Promise<readonly MemberRow[]>;
}

/** What is asked. */
export interface RollUpQuestion {
  readonly form: CompiledForm;
  readonly area: AreaVersion;
  /** That unit of the area alone; null is its People's Committee, undefined everything in the area. */
  readonly agency?: string | null;
  readonly window: FigureWindow;
  readonly reading: 'as-was' | 'as-now';
  /** Day whose tree as-now means. */
  readonly on: PlainDate;
}

/** A filled form, with the children in the tree of the reading. */
export interface RollUpAnswer extends FilledForm {
  readonly period: Period;
  readonly estimated: boolean;
}

/** Fills a form for an area out of the kept figures. */
export async function answerRollUp(figures: Figures, tree: AreaTree, question: RollUpQuestion): Promise<RollUpAnswer> {
  const { form, area, window, reading, on } = question;
  const selection: Selection = reading === 'as-now' ? selectAsNow(tree, area, on) : selectAsWas(area, question.agency);
  const rows = await figures.rows(
    form.form.facts,
    selection.areas,
    reading === 'as-was' ? withinLife(area, window.halves) : window.halves,
  );
  const shown = rows.map(selection.show).filter((row): row is FigureRow => row !== null);
  const children =
    question.agency !== undefined
      ? []
      : reading === 'as-now'
        ? tree.children(area.id, on)
        : childrenDuring(tree, area, window.period.from, window.period.to);
  const filled = fillForm(
    form,
    shown,
    children.map((child) => child.id),
  );
  return { ...filled, period: window.period, estimated: selection.estimated };
}

/** A window ends with its area: what an act of merger passes on the next day is still pending on the last one. */
function withinLife(area: AreaVersion, halves: HalfRange): HalfRange {
  if (area.validTo === null) return halves;
  const last = halfMonthOf(area.validTo);
  return last >= halves.from && last < halves.to ? { from: halves.from, to: last } : halves;
}
