import type { PlanTarget as PublishedTarget } from '@thongsuot/contracts';
import type { PlanTarget } from '../import/plan-reading';

const KEYS: Readonly<Record<string, string>> = {
  digitised_share: 'digitised',
  online_share: 'online',
  online_payment_share: 'paid-online',
  overdue_dossiers: 'overdue',
  posted_share: 'posted',
  on_time_share: 'on-time',
  satisfaction_share: 'satisfaction',
  linked_services: 'linked-services',
};
const COMPARISONS = { '>=': 'at-least', '>': 'more-than', '<=': 'at-most', '<': 'less-than' } as const;

/** A target as the event `plan.issued` tells it. "Bằng 0" of what is bad is at most 0, of what is good at least. */
export function publishedTarget(target: PlanTarget): PublishedTarget {
  const base = { key: KEYS[target.key] ?? target.key, label: target.label };
  if (target.op === 'text') return { measure: 'text', ...base, text: target.text };
  const comparison = target.op === '=' ? (base.key === 'overdue' ? 'at-most' : 'at-least') : COMPARISONS[target.op];
  if (target.percent !== undefined) return { measure: 'percent', ...base, comparison, percent: target.percent };
  if (target.count !== undefined) return { measure: 'count', ...base, comparison, count: target.count };
  return { measure: 'text', ...base, text: target.label };
}
