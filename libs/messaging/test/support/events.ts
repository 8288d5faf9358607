import { AreaVersionId, PlainDate, SurveyInvited, Uuid, partitionOf, toKafkaHeaders } from '@thongsuot/contracts';
import type { OutgoingRecord } from '../../src';

/** Source of hand-made records. */
export const SOURCE = '/test/satisfaction-survey/stream-1';

/** A small sound event: one survey invitation. */
export function invitation(n: number, area = '19360.2025-07-01'): SurveyInvited {
  return {
    invitationId: Uuid.parse(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`),
    unit: { areaVersion: AreaVersionId.parse(area), agency: null },
    procedureCode: null,
    invitedOn: PlainDate.parse('2026-01-05'),
  };
}

/** What a test may make of a record. */
export interface RecordOptions {
  readonly partition?: number;
  readonly subject?: string;
  readonly source?: string;
  readonly type?: string;
  readonly value?: string;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** The record of a numbered event, as a relay would append it. */
export function record(sequence: number, options: RecordOptions = {}): OutgoingRecord {
  const { partition = 0, source = SOURCE } = options;
  const headers = toKafkaHeaders({
    id: `${source}|${String(partition)}|${String(sequence)}`,
    source,
    type: options.type ?? SurveyInvited.type,
    time: '2026-01-05T02:00:00.000Z',
    subject: options.subject ?? `subject-${String(sequence)}`,
    dataschema: SurveyInvited.dataschema,
    sequence,
  });
  const changed = Object.entries({ ...headers, ...options.headers }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    partition,
    key: '19360.2025-07-01',
    headers: Object.fromEntries(changed),
    value: options.value ?? JSON.stringify(invitation(sequence)),
  };
}

/** Records of consecutive numbers, `from` and `to` included. */
export function recordsBetween(from: number, to: number, options: RecordOptions = {}): OutgoingRecord[] {
  return Array.from({ length: to - from + 1 }, (_, index) => record(from + index, options));
}

/** An area version whose events go into `partition` of `count`. */
export function areaIn(partition: number, count: number): string {
  for (let code = 10_000; ; code++) {
    const area = `${String(code)}.2025-07-01`;
    if (partitionOf(area, count) === partition) return area;
  }
}
