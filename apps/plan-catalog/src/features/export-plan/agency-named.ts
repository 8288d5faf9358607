import { agencySlug } from '../../domain/plan/responsible';
import type { PlanDoc } from '../records';

/** The name of an agency by the last part of its unit, as the plans of its area write it; else that part itself, in words. */
export function agencyNamed(slug: string, plans: readonly Pick<PlanDoc, 'tasks' | 'agency'>[]): string {
  const names = plans.flatMap(({ tasks, agency }) => [
    ...(agency ? [agency.name] : []),
    ...tasks.flatMap((task) => [...task.leads, ...task.coordinators]),
  ]);
  return names.find((name) => agencySlug(name) === slug) ?? slug.replaceAll('-', ' ');
}
