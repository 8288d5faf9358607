import { foldVietnamese, type AreaTree, type AreaVersion } from '@thongsuot/areas';
import {
  DossierChannel,
  DossierOutcome,
  DossierStateName,
  ProcedureCode,
  ServiceLevel,
  type DossierRow,
  type DossierState,
  type PlainDate,
} from '@thongsuot/contracts';
import { Cells } from './cells';
import type { Finding } from './finding';

// Both forms for ever: TT 01/2018/TT-VPCP Điều 19 (000.00.12.H50-240115-0007) and TT 03/2025/TT-VPCP Điều 13
// (H50.12.34-240115-0007, H50.123.45-240115-AA0007); the running number has four digits or more.
const OLD_CODE = /^\d{3}\.\d{2,5}\.\d{2,5}\.[A-Z]\d{2}-\d{6}-\d{4,12}$/;
const NEW_CODE = /^[A-Z]\d{2}(\.\d{1,5}){0,3}-\d{6}-([A-Z]{2})?\d{4,12}$/;
const AGENCY = /^(\d{2,5}\/)?[a-z0-9]+(-[a-z0-9]+)*$/;
// An empty cell is by-dates; a file does not write it.
const TOLD_STATES = DossierStateName.exclude(['by-dates']).options;
const OFFICER = /^[A-Za-z0-9._-]+$/;

/** What a row is read against. */
export interface RowContext {
  /** Areas of all dates: a code is read on the day the dossier was received. */
  readonly tree: AreaTree;
  /** Whether the one who imports may state facts of this area. */
  readonly mayImport: (area: AreaVersion) => boolean;
}

/** A row as a state, or what is wrong with it; never both. */
export type ParsedRow =
  { readonly state: DossierState; readonly findings?: never } | { readonly state?: never; readonly findings: readonly Finding[] };

/** True for a dossier code of the old or the new form, in capitals. */
export function isDossierCode(text: string): boolean {
  return OLD_CODE.test(text) || NEW_CODE.test(text);
}

/**
 * One row of an import as the state of its dossier. Every fault is told, not just the first one. The custody it states is
 * the first holder's; a label of its own stands until the field's first one is known.
 * @param row cells as text, absent where the file has no such column
 * @param number row of the file, for the findings
 */
export function parseRow(row: DossierRow, number: number, context: RowContext): ParsedRow {
  const cells = new Cells(row, number);
  const code = dossierCode(cells, 'dossier_code');
  if (code === null && cells.findings.length === 0) cells.refuse('dossier_code', 'required');
  const receivedOn = cells.day('received_at');
  if (receivedOn === null && !row.received_at?.trim()) cells.refuse('received_at', 'required');
  const area = areaOn(cells, 'area', receivedOn, context.tree);
  if (!row.area?.trim()) cells.refuse('area', 'required');
  if (area && !context.mayImport(area)) cells.refuse('area', 'area-not-yours');
  const receivedArea = areaOn(cells, 'received_area', receivedOn, context.tree);
  const linkedTo = dossierCode(cells, 'linked_to');
  if (linkedTo !== null && linkedTo === code) cells.refuse('linked_to', 'linked-to-itself');
  const agency = agencyOf(cells, row.area?.trim());
  const officer = cells.matching('officer', OFFICER, 'officer-not-a-code', 60);
  const procedure = cells.text('procedure_code', 60);
  const procedureCode = procedure === null ? null : procedureOf(cells, procedure);
  const label = cells.text('field', 200)?.replace(/\s+/g, ' ') ?? null;
  const dueOn = cells.day('due_at');
  const extendedDueOn = cells.day('extended_due_at');
  const apologySentOn = cells.day('apology_sent_at');
  const resolvedOn = cells.day('resolved_at');
  const outcome = cells.choice('outcome', DossierOutcome.options);
  checkOrder(cells, row, { receivedOn, dueOn, extendedDueOn, apologySentOn, resolvedOn, outcome });
  const state = {
    channel: cells.choice('channel', DossierChannel.options) ?? 'direct',
    serviceLevel: cells.choice('service_level', ServiceLevel.options),
    state: cells.choice<DossierStateName>('state', TOLD_STATES) ?? 'by-dates',
  };
  const numbers = { supplementDays: cells.days('supplement_days'), hasFee: cells.money('fee_due') > 0 };
  const flags = {
    paidOnline: cells.flag('paid_online'),
    digitised: cells.flag('digitised'),
    eResult: cells.flag('e_result'),
    paperResultDue: cells.flag('paper_result_due'),
    reused: cells.flag('reused'),
    keptInStore: cells.flag('kept_in_store'),
    populationDb: cells.flag('population_db'),
    deleted: cells.flag('deleted') ?? false,
  };
  if (cells.findings.length > 0 || code === null || !area || receivedOn === null) return { findings: cells.findings };
  return {
    state: {
      code,
      unit: { areaVersion: area.id, agency },
      custody: [{ areaVersion: area.id, from: receivedOn }],
      officer,
      linkedTo,
      receivedAreaVersion: receivedArea?.id ?? null,
      procedureCode,
      fieldKey: label === null ? null : fieldKeyOf(label),
      fieldLabel: label,
      ...state,
      receivedOn,
      dueOn,
      extendedDueOn,
      apologySentOn,
      resolvedOn,
      outcome,
      ...numbers,
      ...flags,
    },
  };
}

/** Key that spellings of one lĩnh vực share: no accents, no case, single spaces. */
export function fieldKeyOf(label: string): string {
  const known = foldedLabels.get(label);
  if (known !== undefined) return known;
  const key = foldVietnamese(label);
  // A file repeats a few dozen labels; one that does not must not grow the memory.
  if (foldedLabels.size >= LABELS_KEPT_MAX) foldedLabels.clear();
  foldedLabels.set(label, key);
  return key;
}

const LABELS_KEPT_MAX = 5_000;
const foldedLabels = new Map<string, string>();

function dossierCode(cells: Cells, column: 'dossier_code' | 'linked_to'): string | null {
  const text = cells.text(column, 80)?.toUpperCase() ?? null;
  if (text === null || isDossierCode(text)) return text;
  cells.refuse(column, 'code-form');
  return null;
}

function areaOn(cells: Cells, column: 'area' | 'received_area', on: PlainDate | null, tree: AreaTree): AreaVersion | undefined {
  const code = cells.text(column, 20);
  if (code === null || on === null) return undefined;
  const area = tree.findByCode(code, on);
  if (!area) cells.refuse(column, 'area-unknown');
  return area;
}

/** The slug alone or behind its area's code; another area's code before it is a contradiction. */
function agencyOf(cells: Cells, area: string | undefined): string | null {
  const text = cells.matching('unit', AGENCY, 'unit-unknown-form', 90);
  if (text === null || text === area) return null;
  const [slug, prefix] = text.split('/').reverse();
  if (prefix === undefined || prefix === area) return slug ?? null;
  cells.refuse('unit', 'unit-unknown-form');
  return null;
}

function procedureOf(cells: Cells, text: string): string | null {
  if (procedures.has(text)) return text;
  if (!ProcedureCode.safeParse(text).success) {
    cells.refuse('procedure_code', 'procedure-code-form');
    return null;
  }
  if (procedures.size >= LABELS_KEPT_MAX) procedures.clear();
  procedures.add(text);
  return text;
}

const procedures = new Set<string>();

interface Days {
  readonly receivedOn: PlainDate | null;
  readonly dueOn: PlainDate | null;
  readonly extendedDueOn: PlainDate | null;
  readonly apologySentOn: PlainDate | null;
  readonly resolvedOn: PlainDate | null;
  readonly outcome: DossierOutcome | null;
}

function checkOrder(cells: Cells, row: DossierRow, days: Days): void {
  const { receivedOn, dueOn, extendedDueOn, apologySentOn, resolvedOn, outcome } = days;
  if (receivedOn !== null) {
    if (dueOn !== null && dueOn < receivedOn) cells.refuse('due_at', 'due-before-received');
    if (resolvedOn !== null && resolvedOn < receivedOn) cells.refuse('resolved_at', 'resolved-before-received');
    if (apologySentOn !== null && apologySentOn < receivedOn) cells.refuse('apology_sent_at', 'apology-before-received');
  }
  if (extendedDueOn !== null && dueOn !== null && extendedDueOn < dueOn) cells.refuse('extended_due_at', 'extended-before-due');
  // A day that could not be read has its own finding.
  if (outcome !== null && !row.resolved_at?.trim()) cells.refuse('outcome', 'outcome-without-resolved');
}
