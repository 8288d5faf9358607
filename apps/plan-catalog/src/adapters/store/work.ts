import type { AreaTree } from '@thongsuot/areas';
import { ProblemError } from '@thongsuot/contracts';
import type { Store, Tx } from '@thongsuot/mongo-store';
import type { InspectionRecords, PlanReader, PlanRecords, ShareRecords, TaskRecords, Work } from '../../features/ports';
import type { DirectiveDoc, InspectionDoc, PlanDoc, SentReportDoc, ShareDoc, TaskDoc } from '../../features/records';
import { DIRECTIVES, INSPECTIONS, PLANS, SENT_REPORTS, SHARES, TASKS } from './collections';
import { insertLines, saveMoved } from './task-writes';

/**
 * What the use cases ask for, on the collections of this transaction.
 * @param tree by which lines know when they pass to another unit
 */
export function workIn(tx: Tx, tree: AreaTree): Work {
  const { session } = tx;
  return {
    stamp: (lastPackId) => tx.stamp(lastPackId),
    emit: (type, emission) => {
      tx.emit(type, emission);
    },
    audit: (entry) => {
      tx.audit(entry);
    },
    plans: plansIn(tx),
    tasks: tasksIn(tx, tree),
    shares: sharesIn(tx),
    inspections: inspectionsIn(tx),
    directives: {
      insert: async (directive) => {
        await tx.collection<DirectiveDoc>(DIRECTIVES).insertOne(directive, { session });
      },
    },
    sentReports: {
      find: (id) => tx.collection<SentReportDoc>(SENT_REPORTS).findOne({ _id: id }, { session }),
      keep: async ({ _id, submittedOn }) => {
        await tx.collection<SentReportDoc>(SENT_REPORTS).updateOne({ _id }, { $set: { submittedOn } }, { upsert: true, session });
      },
    },
  };
}

/** Plans outside any transaction. */
export function readPlans(store: Store): PlanReader {
  const plans = store.collection<PlanDoc>(PLANS);
  return {
    find: (id) => plans.findOne({ _id: id }),
    ofAreas: (areaVersions, year) => plans.find({ areaVersion: { $in: [...new Set(areaVersions)] }, year } as object).toArray(),
  };
}

function plansIn(tx: Tx): PlanRecords {
  const { session } = tx;
  const plans = tx.collection<PlanDoc>(PLANS);
  return {
    find: (id) => plans.findOne({ _id: id }, { session }),
    findOfTask: (taskId) => plans.findOne({ 'tasks.id': taskId } as object, { session }),
    ofAreas: (areaVersions, year) =>
      areaVersions.length === 0
        ? Promise.resolve([])
        : plans.find({ areaVersion: { $in: [...new Set(areaVersions)] }, year } as object, { session }).toArray(),
    insert: async (plan) => {
      await plans.insertOne(plan, { session });
    },
    replace: async (next) => {
      const result = await plans.replaceOne({ _id: next._id, rev: next.rev - 1 }, next, { session });
      if (result.matchedCount !== 1) throw new ProblemError('conflict');
    },
  };
}

function sharesIn(tx: Tx): ShareRecords {
  const { session } = tx;
  const shares = tx.collection<ShareDoc>(SHARES);
  return {
    ofLine: (lineId) => shares.find({ lineId }, { session }).toArray(),
    keep: async (share) => {
      if (share.rev === 1) {
        await shares.insertOne(share, { session });
        return;
      }
      const result = await shares.replaceOne({ _id: share._id, rev: share.rev - 1 }, share, { session });
      if (result.matchedCount !== 1) throw new ProblemError('conflict');
    },
  };
}

function inspectionsIn(tx: Tx): InspectionRecords {
  const { session } = tx;
  const inspections = tx.collection<InspectionDoc>(INSPECTIONS);
  return {
    find: (id) => inspections.findOne({ _id: id }, { session }),
    insert: async (docs) => {
      await inspections.insertMany([...docs], { session });
    },
    save: async (before, changed) => {
      const next = { ...changed, rev: before.rev + 1, lastPackId: tx.stamp(before.lastPackId) };
      const result = await inspections.replaceOne({ _id: before._id, rev: before.rev }, next, { session });
      if (result.matchedCount !== 1) throw new ProblemError('conflict');
      return next;
    },
  };
}

function tasksIn(tx: Tx, tree: AreaTree): TaskRecords {
  const { session } = tx;
  const tasks = tx.collection<TaskDoc>(TASKS);
  return {
    find: (taskId, key) => tasks.findOne({ _id: `${taskId}:${key}` }, { session }),
    ofTask: (taskId) => tasks.find({ taskId }, { session }).sort({ sortDue: 1, _id: 1 }).toArray(),
    ofPeriod: (areaVersion, key) => tasks.find({ areaVersion, key } as object, { session }).toArray(),
    toMove: (asOf, limit) =>
      tasks
        .find({ nextAt: { $lte: asOf } }, { session })
        .sort({ nextAt: 1 })
        .limit(limit)
        .toArray(),
    insert: (lines, on) => insertLines(tx, tree, lines, on),
    save: (moves) => saveMoved(tx, tree, moves),
    remove: async (taskId, key) => {
      await tasks.deleteOne({ _id: `${taskId}:${key}` }, { session });
    },
    note: async (line, shareProgress) => {
      const next: TaskDoc = { ...line, shareProgress, rev: line.rev + 1 };
      const result = await tasks.replaceOne({ _id: line._id, rev: line.rev }, next, { session });
      if (result.matchedCount !== 1) throw new ProblemError('conflict');
      return next;
    },
    reword: async (taskId, words) => {
      await tasks.updateMany({ taskId }, { $set: words }, { session });
    },
  };
}
