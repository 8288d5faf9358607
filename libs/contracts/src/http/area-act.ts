import { z } from 'zod';
import { AreaCode, AreaLevel } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';

const code = AreaCode.describe('Code on the day before the act');
const newCode = AreaCode.describe('Code from the act on; codes of ended areas may be used again');
const name = z.string().trim().min(1).max(200).describe('Full name with its kind: "Phường Quảng Trị"');
const parentCode = AreaCode.describe(
  'Code of the area above from the act on; default: that of the first predecessor, or its heir',
);

/** An area that an act brings about from others. */
const Outcome = z.strictObject({ code: newCode, name, level: AreaLevel.optional(), parentCode: parentCode.optional() });

/** One change of an act. Rename and re-parent of one area may stand together; any other area may be changed once. */
export const AreaChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create'), code: newCode, name, level: AreaLevel, parentCode }),
  z.strictObject({ kind: z.literal('rename'), code, name, newCode: newCode.optional() }),
  z.strictObject({ kind: z.literal('re-parent'), code, parentCode, newCode: newCode.optional() }),
  z.strictObject({
    kind: z.literal('merge'),
    codes: z.array(code).min(2).describe('All that go in, the continuing one too'),
    into: Outcome,
  }),
  z.strictObject({
    kind: z.literal('split'),
    code,
    into: z.array(Outcome).min(2).describe('All that come out, a continuing rest too'),
    defaultCode: newCode.describe('Which of them takes what cannot be told apart, areas below included'),
  }),
  z.strictObject({
    kind: z.literal('abolish'),
    code,
    heirCode: AreaCode.optional().describe('Area in force from the act on that takes over; default: by inheritance rule'),
    childrenTo: AreaCode.optional().describe('Where areas below go that the act does not name; default: the heir'),
  }),
]);
export type AreaChange = z.infer<typeof AreaChange>;

/** A legal act on areas, in force on a day. It may be dated before acts already applied. */
export const AreaAct = z.strictObject({
  id: z.string().min(1).max(120).describe('Id of the act, kept on each version it begins'),
  effectiveOn: PlainDate.describe('First day of the new areas'),
  number: z.string().optional().describe('Number as printed: 202/2025/QH15'),
  issuer: z.string().optional(),
  title: z.string().optional(),
  changes: z.array(AreaChange).min(1),
});
export type AreaAct = z.infer<typeof AreaAct>;
