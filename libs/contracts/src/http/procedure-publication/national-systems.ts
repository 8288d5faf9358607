import { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint';
import { insiders, service } from './access';

const System = z.enum(['database', 'portal']).describe('National procedure database, national portal');

export const listNationalSystems = endpoint({
  id: 'procedure-publication.listNationalSystems',
  service,
  method: 'GET',
  path: '/national-systems',
  summary: { vi: 'Kết nối hệ thống quốc gia', en: 'Adapters to the national systems: on, or off without configuration' },
  access: insiders,
  bodyKind: 'none',
  answer: z.object({
    items: z.array(
      z.object({
        key: System,
        name: z.string(),
        state: z.enum(['on', 'off']),
        contractConfirmed: z.boolean().describe('False: the wire contract is ours, the real interface is not public'),
      }),
    ),
  }),
});

export const getNationalDrift = endpoint({
  id: 'procedure-publication.getNationalDrift',
  service,
  method: 'GET',
  path: '/national-systems/:key/drift',
  summary: {
    vi: 'Đối soát danh mục với hệ thống quốc gia',
    en: 'What the catalogue and a national system do not agree on, read now',
  },
  access: { roles: ['administrator'] },
  params: z.object({ key: System }),
  bodyKind: 'none',
  answer: z.object({
    compared: z.object({ here: z.number().int(), there: z.number().int() }),
    items: z
      .array(
        z.object({
          kind: z.enum(['missing-here', 'missing-there', 'name-differs', 'state-differs']),
          code: z.string(),
          here: z.string().nullable(),
          there: z.string().nullable(),
        }),
      )
      .describe('The first 1,000 by code'),
    total: z.number().int(),
    decisionsUnknown: z.array(z.string()).describe('Numbers of decisions that this catalogue does not hold'),
  }),
});

/** National systems. */
export const NATIONAL_ENDPOINTS: readonly Endpoint[] = [listNationalSystems, getNationalDrift];
