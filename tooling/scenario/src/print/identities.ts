import { II06A_COLUMNS } from '../recount/ii06a';

/** Cells by column key, as the API gives them; null is withheld. */
export type Cells = Readonly<Record<string, number | null>>;

/** Figures of one area with what lies in it. */
export interface Figures {
  readonly area: string;
  readonly total: Cells;
  /** The area's own units. */
  readonly own: Cells;
  /** By lĩnh vực. */
  readonly rows: readonly Cells[];
  readonly children: readonly { readonly area: string; readonly cells: Cells }[];
}

/** An identity that does not hold. */
export interface Broken {
  readonly area: string;
  readonly identity: string;
  readonly left: number;
  readonly right: number;
}

const IDENTITIES: readonly { readonly name: string; readonly left: string; readonly right: readonly string[] }[] = [
  { name: '3=4+5+6', left: 'receivedTotal', right: ['receivedOnline', 'receivedOffline', 'carriedOver'] },
  { name: '7=8+9+10', left: 'resolvedTotal', right: ['early', 'onTime', 'overdue'] },
  { name: '11=12+13', left: 'pendingTotal', right: ['pendingInTime', 'pendingOverdue'] },
  { name: '3=7+11', left: 'receivedTotal', right: ['resolvedTotal', 'pendingTotal'] },
];

/** Checks what was answered, not what the answer says of itself: the form's identities, and that parts make up the whole. */
export function checkFigures({ area, total, own, rows, children }: Figures): Broken[] {
  return [
    ...withinForm(area, total),
    ...withinForm(`${area} (đơn vị trực thuộc / own units)`, own),
    ...children.flatMap((child) => withinForm(child.area, child.cells)),
    ...II06A_COLUMNS.flatMap((column) => {
      const parts = children.reduce((sum, { cells }) => sum + value(cells, column), value(own, column));
      const lines = rows.reduce((sum, cells) => sum + value(cells, column), 0);
      const whole = value(total, column);
      return [
        ...(whole === parts ? [] : [{ area, identity: `${column} = own + Σ children`, left: whole, right: parts }]),
        ...(whole === lines ? [] : [{ area, identity: `${column} = Σ lĩnh vực`, left: whole, right: lines }]),
      ];
    }),
  ];
}

function withinForm(area: string, cells: Cells): Broken[] {
  return IDENTITIES.flatMap(({ name, left, right }) => {
    const one = value(cells, left);
    const other = right.reduce((sum, column) => sum + value(cells, column), 0);
    return one === other ? [] : [{ area, identity: name, left: one, right: other }];
  });
}

/** A cell that is missing or withheld breaks the identity it stands in. */
function value(cells: Cells, column: string): number {
  return cells[column] ?? Number.NaN;
}
