import type { AreaLevel, PlainDate, PostingChannel } from '@thongsuot/contracts';
import { binds, type DutyRule } from '../duties';
import { noFigures, type UnitCoverage } from '../coverage';
import { dayNumber, type Mark } from './marks';

const CHANNELS: readonly PostingChannel[] = ['desk', 'national-db', 'screen', 'website'];
const CHANNEL_AT = new Map(CHANNELS.map((channel, at) => [channel, at]));
const VERSION_BITS = 12;
const VERSION_MAX = (1 << VERSION_BITS) - 1;

/** A unit's marks, two numbers each: cell and version, first and last day. In order of cells. */
export type PackedMarks = Uint32Array;

/** What must be posted by units of one level under one set of rules on one day, cell by cell. */
export interface RequiredCells {
  /** Version that must be shown; 0 where nothing is asked. */
  readonly version: Uint16Array;
  readonly isLate: Uint8Array;
  /** Channels asked of a procedure. */
  readonly channelsOf: Uint8Array;
  readonly requiredBy: readonly number[];
  readonly lateBy: readonly number[];
  readonly procedures: number;
  readonly day: number;
}

/** Numbers the cells procedure × channel, the same ones for every unit, so that millions of postings fit in memory. */
export class CellNumbers {
  private readonly numbers = new Map<string, number>();

  of(code: string): number {
    const known = this.numbers.get(code);
    if (known !== undefined) return known;
    const next = this.numbers.size;
    this.numbers.set(code, next);
    return next;
  }

  get codes(): number {
    return this.numbers.size;
  }

  pack(marks: readonly Mark[]): PackedMarks {
    const rows = marks.map(({ code, channel, version, from, to }): [number, number] => [
      (this.of(code) * CHANNELS.length + (CHANNEL_AT.get(channel) ?? 0)) * (VERSION_MAX + 1) + Math.min(version, VERSION_MAX),
      from * 65_536 + to,
    ]);
    rows.sort((a, b) => a[0] - b[0]);
    const packed = new Uint32Array(rows.length * 2);
    rows.forEach(([cell, days], at) => {
      packed[at * 2] = cell;
      packed[at * 2 + 1] = days;
    });
    return packed;
  }

  /** What rules ask of units of a level on a day. @param rules in force that day */
  required(rules: Iterable<DutyRule>, level: AreaLevel, on: PlainDate): RequiredCells {
    const asked = [...rules].filter((rule) => binds(rule, level) && rule.channels.length > 0);
    for (const { procedureCode } of asked) this.of(procedureCode);
    const version = new Uint16Array(this.codes * CHANNELS.length);
    const isLate = new Uint8Array(version.length);
    const channelsOf = new Uint8Array(this.codes);
    const requiredBy = CHANNELS.map(() => 0);
    const lateBy = CHANNELS.map(() => 0);
    for (const rule of asked) {
      const code = this.of(rule.procedureCode);
      channelsOf[code] = rule.channels.length;
      for (const channel of rule.channels) {
        const at = CHANNEL_AT.get(channel) ?? 0;
        const cell = code * CHANNELS.length + at;
        version[cell] = Math.min(rule.version, VERSION_MAX);
        requiredBy[at] = (requiredBy[at] ?? 0) + 1;
        const dueOn = rule.dueOn[channel] ?? null;
        if (dueOn === null || dueOn >= on) continue;
        isLate[cell] = 1;
        lateBy[at] = (lateBy[at] ?? 0) + 1;
      }
    }
    return { version, isLate, channelsOf, requiredBy, lateBy, procedures: asked.length, day: dayNumber(on) };
  }
}

/** A unit's own marks, and for cells it has none of those of the areas that went into it, the nearest first. */
export function withInherited(own: PackedMarks | undefined, before: readonly (PackedMarks | undefined)[]): PackedMarks {
  const sources = [own, ...before].filter((each) => each !== undefined && each.length > 0);
  if (sources.length < 2) return sources[0] ?? new Uint32Array();
  const taken = new Set<number>();
  const rows: [number, number][] = [];
  for (const source of sources) {
    const here = new Set<number>();
    for (let at = 0; at < (source?.length ?? 0); at += 2) {
      const cell = (source?.[at] ?? 0) >>> VERSION_BITS;
      if (taken.has(cell)) continue;
      here.add(cell);
      rows.push([source?.[at] ?? 0, source?.[at + 1] ?? 0]);
    }
    for (const cell of here) taken.add(cell);
  }
  rows.sort((a, b) => a[0] - b[0]);
  return Uint32Array.from(rows.flat());
}

/** Coverage of one unit from its marks: the same figures as counting its postings one by one, some microseconds each. */
export function coverageOfMarks(marks: PackedMarks, required: RequiredCells): UnitCoverage {
  const { version, isLate, channelsOf, day } = required;
  const posted = [0, 0, 0, 0];
  const postedLate = [0, 0, 0, 0];
  let procedures = 0;
  let [lastCell, code, shown] = [-1, -1, 0];
  for (let at = 0; at < marks.length; at += 2) {
    const packed = marks[at] ?? 0;
    const cell = packed >>> VERSION_BITS;
    if (cell === lastCell) continue;
    const wanted = version[cell] ?? 0;
    if (wanted === 0 || (packed & VERSION_MAX) < wanted) continue;
    const days = marks[at + 1] ?? 0;
    const to = days & 0xffff;
    if (days >>> 16 > day || (to !== 0 && to <= day)) continue;
    lastCell = cell;
    const channel = cell & 3;
    posted[channel] = (posted[channel] ?? 0) + 1;
    if (isLate[cell] === 1) postedLate[channel] = (postedLate[channel] ?? 0) + 1;
    if (cell >>> 2 !== code) [code, shown] = [cell >>> 2, 0];
    shown += 1;
    if (shown === channelsOf[code]) procedures += 1;
  }
  return figuresOf(required, posted, postedLate, procedures);
}

function figuresOf(
  { requiredBy, lateBy, procedures: asked }: RequiredCells,
  posted: readonly number[],
  postedLate: readonly number[],
  procedures: number,
): UnitCoverage {
  const found: UnitCoverage = { ...noFigures(), procedures: { required: asked, posted: procedures }, byChannel: new Map() };
  CHANNELS.forEach((channel, at) => {
    const required = requiredBy[at] ?? 0;
    if (required === 0) return;
    const shown = posted[at] ?? 0;
    const part = { required, posted: shown, missing: required - shown, late: (lateBy[at] ?? 0) - (postedLate[at] ?? 0) };
    found.byChannel.set(channel, part);
    found.required += part.required;
    found.posted += part.posted;
    found.missing += part.missing;
    found.late += part.late;
  });
  return found;
}
