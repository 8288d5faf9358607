import type { DateRange } from '@thongsuot/calendar';
import type { Form } from './form';
import type { FactGroup } from './flow';

/** Where the records of a cell are found, and which of them count. */
export interface RecordsBehind {
  readonly service: string;
  readonly path: string;
  readonly conditions: { field: string; is: string }[];
}

/** What the cell is of. */
export interface CellPlace {
  readonly area: string;
  readonly unit: string | undefined;
  readonly on: string;
  readonly row: string | undefined;
}

const OWNERS: Readonly<Record<FactGroup, { service: string; path: string; row: string }>> = {
  dossiers: { service: 'one-stop', path: '/dossiers', row: 'field' },
  feedback: { service: 'feedback-intake', path: '/feedback', row: 'field' },
  surveys: { service: 'satisfaction-survey', path: '/survey-results', row: 'procedureCode' },
  tasks: { service: 'plan-catalog', path: '/tasks', row: 'section' },
  postings: { service: 'procedure-publication', path: '/postings', row: 'channel' },
  procedures: { service: 'procedure-publication', path: '/postings', row: 'procedureCode' },
};

/** What each counter counts, in fields of the record; `{w}` is replaced by the days it is summed over. */
const CONDITIONS: Readonly<Record<string, string>> = {
  receivedOnline: 'channel = online, receivedOn {w}',
  receivedOffline: 'channel ≠ online, receivedOn {w}',
  resolvedEarly: 'resolvedOn {w}, resolvedOn < dueOn, outcome ∉ {returned, withdrawn}',
  resolvedOnTime: 'resolvedOn {w}, and resolvedOn = dueOn or no dueOn or outcome ∈ {returned, withdrawn}',
  resolvedOverdue: 'resolvedOn {w}, resolvedOn > dueOn, outcome ∉ {returned, withdrawn}',
  due: 'dueOn {w}',
  dueLeft: 'dueOn {w} and resolvedOn {w}',
  digitised: 'digitised, receivedOn {w}',
  feeBearing: 'hasFee, receivedOn {w}',
  paidOnline: 'hasFee and paidOnline, receivedOn {w}',
};

/**
 * The records behind a cell live in the service that owns them: this tells where to list them and which addends of the cell
 * each belongs to. Services do not call one another for it; whoever asks follows the path.
 */
export function recordsBehind(form: Form, columnKey: string, place: CellPlace, window: DateRange): RecordsBehind {
  const owner = OWNERS[form.facts];
  const column = form.columns.find(({ key }) => key === columnKey);
  const query = new URLSearchParams({ area: place.area, on: place.on });
  if (place.unit !== undefined) query.set('unit', place.unit);
  if (place.row !== undefined) query.set(owner.row, place.row);
  const spans = { window: `∈ [${window.from}, ${window.to}]`, before: `< ${window.from}`, until: `≤ ${window.to}` };
  return {
    service: owner.service,
    path: `${owner.path}?${query.toString()}`,
    conditions: (column?.source ?? []).map(({ flow, over, times }) => ({
      field: `${times < 0 ? '−' : '+'} ${flow}`,
      is: (CONDITIONS[flow] ?? `${flow} {w}`).replaceAll('{w}', spans[over]),
    })),
  };
}
