import type { ProcedureRow } from '@thongsuot/contracts';

/** What a procedure says: two versions with the same content are one. */
export type ProcedureContent = Pick<ProcedureRow, 'name' | 'field' | 'levels' | 'lifeEvents' | 'parts'>;

export function sameContent(a: ProcedureContent, b: ProcedureContent): boolean {
  return differences(a, b).length === 0;
}

/** Fields in which two versions differ; order within lists counts for nothing. */
export function differences(a: ProcedureContent, b: ProcedureContent): { part: string; from: unknown; to: unknown }[] {
  const [from, to] = [flat(a), flat(b)];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((part) => JSON.stringify(from[part]) !== JSON.stringify(to[part]))
    .map((part) => ({ part, from: from[part] ?? null, to: to[part] ?? null }));
}

function flat({ name, field, levels, lifeEvents, parts }: ProcedureContent): Record<string, unknown> {
  const events = [...(lifeEvents ?? [])].sort();
  return { name, field, levels: [...levels].sort(), ...(events.length > 0 ? { lifeEvents: events } : {}), ...parts };
}
