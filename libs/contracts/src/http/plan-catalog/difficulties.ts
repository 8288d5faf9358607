import { z } from 'zod';
import { AreaCode } from '../../primitives/ids';
import { endpoint, type Endpoint } from '../endpoint';
import { PageQuery, pageOf } from '../paging';
import { ById, officers, on, service } from './common';
import { DifficultyView } from './shapes';

export const raiseDifficulty = endpoint({
  id: 'plan-catalog.raiseDifficulty',
  service,
  method: 'POST',
  path: '/tasks/:id/difficulties',
  summary: { vi: 'Báo khó khăn, vướng mắc lên cấp trên', en: 'Raise a difficulty to the level above' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({
    text: z.string().trim().min(1).max(4000),
    to: AreaCode.optional().describe('Own area or one above; the level above unless told'),
  }),
  answer: DifficultyView,
  status: 201,
});

export const resolveDifficulty = endpoint({
  id: 'plan-catalog.resolveDifficulty',
  service,
  method: 'POST',
  path: '/difficulties/:id/resolve',
  summary: { vi: 'Tháo gỡ khó khăn, vướng mắc', en: 'Resolve a difficulty' },
  access: officers,
  params: ById,
  bodyKind: 'json',
  body: z.object({ resolution: z.string().trim().min(1).max(4000) }),
  answer: DifficultyView,
});

export const listDifficulties = endpoint({
  id: 'plan-catalog.listDifficulties',
  service,
  method: 'GET',
  path: '/difficulties',
  summary: { vi: 'Khó khăn, vướng mắc của một địa bàn', en: 'Difficulties of an area and of all in it' },
  access: officers,
  query: PageQuery.extend({ area: AreaCode.optional(), on, state: z.enum(['open', 'resolved']).optional() }),
  bodyKind: 'none',
  answer: pageOf(DifficultyView),
});

/** Obstacles, raised to a level above and solved there. */
export const DIFFICULTIES_ENDPOINTS: readonly Endpoint[] = [raiseDifficulty, resolveDifficulty, listDifficulties];
