import { ProblemError, type ProblemCode, type ProblemItem } from '@thongsuot/contracts';
import { FileProblem } from '@thongsuot/table-files';
import { BlockingFindings } from '../../domain/plan/plan';
import type { Finding } from '../../domain/import/finding';
import { RuleBroken } from '../../domain/rule-broken';

const CODES: Readonly<Record<string, ProblemCode>> = {
  'plan-issued': 'conflict',
  'task-unknown': 'not-found',
  'task-not-triggerable': 'task-state-conflict',
  'already-scheduled': 'task-state-conflict',
  'occurrence-closed': 'task-state-conflict',
  'evidence-missing': 'task-state-conflict',
  'step-unknown': 'task-state-conflict',
  'leads-not-done': 'task-state-conflict',
  'nothing-to-approve': 'task-state-conflict',
  'inspection-recorded': 'conflict',
  'finding-unknown': 'not-found',
  'finding-closed': 'conflict',
  'remedy-assigned': 'conflict',
  'parent-task-unknown': 'not-found',
};

/** A finding as an item of a problem: where it lies, which rule, in both languages. */
export function itemOf(finding: Finding): ProblemItem {
  const { at, code, message } = finding;
  return {
    pointer: `/tasks/${at.ref ?? ''}/${at.field ?? ''}`,
    ...(at.row === undefined ? {} : { row: at.row }),
    ...(at.field === undefined ? {} : { column: at.field }),
    code,
    message: `${message.vi} / ${message.en}`,
  };
}

/** The problem that answers a broken rule or an unreadable file; anything else stays what it is. */
export function problemFrom(error: unknown): unknown {
  if (error instanceof BlockingFindings) {
    return new ProblemError('plan-blocked-by-findings', { detail: error.message, errors: error.findings.map(itemOf) });
  }
  if (error instanceof FileProblem) {
    return new ProblemError(error.code, {
      detail: error.message,
      errors: [{ pointer: '/file', code: error.code, message: error.message }],
    });
  }
  if (!(error instanceof RuleBroken)) return error;
  return new ProblemError(CODES[error.code] ?? 'rule-violated', {
    detail: error.message,
    errors: [{ pointer: '/', code: error.code, message: error.message }],
  });
}

/** Runs a use case; what breaks a rule is answered as its problem. */
export async function underRules<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemFrom(error);
  }
}
