import { z } from 'zod';

/** UUIDv7 of an aggregate. Each kind of aggregate brands its own. */
export const Uuid = z.uuid().describe('UUIDv7');

/**
 * Code of an area as the statistics office writes it: 2 digits for a province, 3 for a district, 5 for a commune,
 * leading zeros kept. Codes are reused (19360 was Phường 2, is Phường Quảng Trị), so a code names an area only together
 * with a date; {@link AreaVersionId} names it alone.
 */
export const AreaCode = z
  .string()
  .regex(/^\d{2}(\d|\d{3})?$/)
  .brand('AreaCode')
  .describe('Area code, 2, 3 or 5 digits with leading zeros');
export type AreaCode = z.infer<typeof AreaCode>;

/**
 * One version of an area: `<code>.<first day>`, or `<code>.open` where the first day lies before our records
 * (`19360.open` is Phường 2, `19360.2025-07-01` is Phường Quảng Trị).
 */
export const AreaVersionId = z
  .string()
  .regex(/^\d{2}(\d|\d{3})?\.(open|\d{4}-\d{2}-\d{2})$/)
  .brand('AreaVersionId')
  .describe('Area version: <code>.<first day> or <code>.open');
export type AreaVersionId = z.infer<typeof AreaVersionId>;

/** Slug of an agency inside an area: a sở, a phòng, a vertical agency, a temporary team (`phong-noi-vu`). */
export const AgencySlug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(80)
  .describe('Agency inside its area, as a slug');

/**
 * Whoever answers for something: the People's Committee of an area (its code alone) or an agency in it
 * (`<area code>/<slug>`).
 */
export const UnitRef = z
  .string()
  .regex(/^\d{2}(\d|\d{3})?(\/[a-z0-9]+(-[a-z0-9]+)*)?$/)
  .brand('UnitRef')
  .describe("Unit: an area's code (its People's Committee) or <area>/<agency slug>");
export type UnitRef = z.infer<typeof UnitRef>;

/** Code of an administrative procedure, with or without the entity suffix (`1.000656`, `2.000815.000.00.00.H50`). */
export const ProcedureCode = z
  .string()
  .regex(/^[123]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$/)
  .describe('Procedure code, 1.000656 or with the entity suffix');
export type ProcedureCode = z.infer<typeof ProcedureCode>;

/** Level of an area. Depth is data: three tiers to 30/06/2025, two from 01/07/2025. */
export const AreaLevel = z.enum(['country', 'province', 'district', 'commune']).describe('Level of an area');
export type AreaLevel = z.infer<typeof AreaLevel>;
