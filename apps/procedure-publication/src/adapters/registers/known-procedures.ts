import { ProblemError } from '@thongsuot/contracts';
import type { Tx } from '@thongsuot/mongo-store';
import { PROCEDURES } from '../store/indexes';

/** @throws ProblemError `procedure-unknown` naming every code that the catalogue does not hold */
export async function assertProceduresKnown(tx: Tx, codes: readonly string[]): Promise<void> {
  const wanted = [...new Set(codes)];
  if (wanted.length === 0) return;
  const rows = await tx
    .collection<{ _id: string }>(PROCEDURES)
    .find({ _id: { $in: wanted } }, { session: tx.session, projection: { _id: 1 } })
    .toArray();
  const known = new Set(rows.map(({ _id }) => _id));
  const missing = wanted.filter((code) => !known.has(code));
  if (missing.length > 0) throw new ProblemError('procedure-unknown', { detail: missing.join(', ') });
}
