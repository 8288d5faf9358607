import { z } from 'zod';
import { AgencySlug, AreaVersionId } from '../primitives/ids';

/**
 * A unit at a moment: the People's Committee of an area version, or an agency in it. Facts name units this way, never
 * by code alone, because codes are reused.
 */
export const UnitAt = z
  .strictObject({
    areaVersion: AreaVersionId.describe('Area version the unit belongs to'),
    agency: AgencySlug.nullable().describe("Agency in it; null is the People's Committee itself"),
  })
  .describe('Unit that answers for the fact');
export type UnitAt = z.infer<typeof UnitAt>;
