import { ProblemError } from '@thongsuot/contracts';
import type { PackId, Store, Tx } from '@thongsuot/mongo-store';
import type { PlainDate } from '@thongsuot/contracts';
import type { ReportContent } from '../../domain/report';

export const REPORTS = 'reports';

/** A report with its latest revision; sent ones are kept whole in `frozen`. */
export interface ReportDocument extends ReportContent {
  _id: string;
  rev: number;
  lastPackId: PackId;
  /** The reporting area version and every one above it. */
  above: string[];
  /** Area version of the level above, to whom it is sent. */
  recipient: string;
  dueOn: PlainDate | null;
  task: { taskId: string; occurrence: string } | null;
  filledAsOf: string;
  frozen: ReportContent[];
}

/** Reports as aggregates. */
export class ReportStore {
  constructor(private readonly store: Store) {}

  /** Reports of everything in an area for a period. */
  inArea(area: string, period: string): Promise<ReportDocument[]> {
    return this.store.collection<ReportDocument>(REPORTS).find({ above: area, period }).sort({ _id: 1 }).limit(1000).toArray();
  }

  async get(tx: Tx, id: string): Promise<ReportDocument> {
    const report = await tx.collection<ReportDocument>(REPORTS).findOne({ _id: id }, { session: tx.session });
    if (!report) throw new ProblemError('not-found');
    return report;
  }

  /** Writes a change guarded by the revision that it was read at. */
  async save(tx: Tx, before: ReportDocument, change: Partial<ReportDocument>): Promise<ReportDocument> {
    const after = { ...before, ...change, rev: before.rev + 1, lastPackId: tx.stamp(before.lastPackId) };
    const { matchedCount } = await tx
      .collection<ReportDocument>(REPORTS)
      .replaceOne({ _id: before._id, rev: before.rev }, after, { session: tx.session });
    if (matchedCount !== 1) throw new ProblemError('conflict');
    return after;
  }

  async add(tx: Tx, report: ReportDocument): Promise<void> {
    const reports = tx.collection<ReportDocument>(REPORTS);
    const { unit, form, period } = report;
    const known = await reports.findOne({ unit, form, period }, { session: tx.session, projection: { _id: 1 } });
    if (known) {
      throw new ProblemError('conflict', {
        detail: `Đã có báo cáo của kỳ này: ${known._id} / There is a report of this period: ${known._id}`,
      });
    }
    await reports.insertOne(report, { session: tx.session });
  }
}
