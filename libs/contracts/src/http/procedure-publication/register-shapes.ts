import { z } from 'zod';
import { AreaCode, AreaVersionId, UnitRef, Uuid } from '../../primitives/ids';
import { PlainDate } from '../../primitives/plain-date';
import { PageQuery } from '../paging';

/** A text that people wrote, trimmed, of some length. */
export const words = (max: number): z.ZodString => z.string().trim().min(1).max(max);

/** Something to look at that forbids nothing. */
export const Finding = z.object({ code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() });

/** The unit that answers for an entry, as it was named, and as it was called then. */
export const RegisterUnit = z.object({
  ref: UnitRef,
  areaVersion: AreaVersionId,
  agency: z.string().nullable(),
  name: z.string(),
});
export type RegisterUnit = z.infer<typeof RegisterUnit>;

/** What every entry of a register carries. */
export const Entry = z.object({
  id: Uuid,
  revision: z.number().int().describe('ETag of the entry; send it as If-Match to correct it'),
  unit: RegisterUnit,
});

/** Query of a register: entries of an area and of all in it. */
export const RegisterQuery = PageQuery.extend({
  area: AreaCode.optional().describe("The caller's area unless told"),
  on: PlainDate.optional().describe('Day that the area code, and the state shown, are read on'),
});

/** Query of figures: either a period code or both days. */
export const FiguresQuery = z
  .object({
    area: AreaCode.optional().describe("The caller's area unless told"),
    period: z.string().max(30).optional().describe('2024-Q1 (15th to 14th), 2024-C1 (calendar), 2024-01-05..2024-02-10'),
    from: PlainDate.optional(),
    to: PlainDate.optional(),
    on: PlainDate.optional().describe('Day that the area code is read on; the last day of the period unless told'),
  })
  .refine(
    ({ period, from, to }) =>
      period === undefined ? from !== undefined && to !== undefined : from === undefined && to === undefined,
    {
      message: 'period, or from and to',
    },
  );

/** The period that figures are about. */
export const FiguresPeriod = z.object({ code: z.string(), from: PlainDate, to: PlainDate });

/** Path of one entry. */
export const ById = z.object({ id: Uuid });

/** How long an entry holds. */
export const Held = { validFrom: PlainDate, validTo: PlainDate.nullable() };

/** Ends an entry. */
export const ended = z.strictObject({ validTo: PlainDate.describe('Last day it holds') });
