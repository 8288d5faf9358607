import { z } from 'zod';
import { Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';

export const service = 'plan-catalog';
export const officers = { roles: ['officer', 'leader', 'administrator'] } as const;
export const readers = { roles: ['officer', 'leader', 'administrator', 'portal'] } as const;
export const ById = z.object({ id: Uuid });
export const Year = z.coerce.number().int().min(2000).max(2100);
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');
export const on = PlainDate.optional().describe('Day that the area code, and the state shown, are read on');
