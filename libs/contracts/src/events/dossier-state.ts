import { z } from 'zod';
import { AreaVersionId, ProcedureCode } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { UnitAt } from './unit-at';

/** How a dossier was handed in. Online is one column of II.06a, direct and postal together the other. */
export const DossierChannel = z.enum(['online', 'direct', 'postal']).describe('How the dossier was handed in');
export type DossierChannel = z.infer<typeof DossierChannel>;

/** Extent to which the procedure is an online public service (NĐ 42/2022/NĐ-CP). */
export const ServiceLevel = z.enum(['full', 'partial', 'none']).describe('Online public service: whole, part, none');
export type ServiceLevel = z.infer<typeof ServiceLevel>;

/** State as the handling system tells it; `by-dates` where it tells none and the dates decide. */
export const DossierStateName = z
  .enum(['in-progress', 'awaiting-supplement', 'stopped', 'refused-at-desk', 'by-dates'])
  .describe('State told by the handling system; by-dates where it tells none');
export type DossierStateName = z.infer<typeof DossierStateName>;

/** How a dossier ended. Returned and withdrawn ones count as on time in II.06a. */
export const DossierOutcome = z.enum(['granted', 'refused', 'returned', 'withdrawn']).describe('How the dossier ended');
export type DossierOutcome = z.infer<typeof DossierOutcome>;

/** One holder of a dossier; an act of merger appends the successor, nothing else does. */
export const Custody = z
  .strictObject({
    areaVersion: AreaVersionId.describe('Area version that holds the dossier'),
    from: PlainDate.describe('First day it does'),
  })
  .describe('Who holds the dossier since when');
export type Custody = z.infer<typeof Custody>;

/** Yes, no, or null where the file left the cell empty: 0, blank and not applicable are three things. */
const flag = (text: string): z.ZodNullable<z.ZodBoolean> => z.boolean().nullable().describe(text);

/**
 * Everything that figures are derived from in one dossier: forms II.06a and II.08 of TT 01/2020/TT-VPCP, the indicators
 * of TT 01/2018/TT-VPCP and QĐ 766/QĐ-TTg. Names, addresses and numbers of the applicant are not known to this system.
 */
export const DossierState = z
  .strictObject({
    code: z.string().min(1).max(80).describe('Dossier code, old or new form, 000.00.12.H50-240115-0007'),
    unit: UnitAt.describe('Unit that resolves it, as of the day it was received'),
    custody: z.array(Custody).min(1).describe('Holders in order of time; the last one holds it now'),
    officer: z.string().max(60).nullable().describe('Code of the handling officer, never a name'),
    linkedTo: z.string().max(80).nullable().describe('Lead dossier of a linked service; counted once, by the lead'),
    receivedAreaVersion: AreaVersionId.nullable().describe('Where it was handed in, if elsewhere'),
    procedureCode: ProcedureCode.nullable().describe('Administrative procedure'),
    fieldKey: z.string().max(200).nullable().describe('Lĩnh vực folded to one key: no accents, no case, single spaces'),
    fieldLabel: z.string().max(300).nullable().describe('Lĩnh vực as first imported'),
    channel: DossierChannel,
    serviceLevel: ServiceLevel.nullable(),
    state: DossierStateName,
    receivedOn: PlainDate.describe('Day received'),
    dueOn: PlainDate.nullable().describe('Promised day'),
    extendedDueOn: PlainDate.nullable().describe('New day after the one apology, NĐ 61/2018/NĐ-CP Điều 19.9'),
    apologySentOn: PlainDate.nullable().describe('Day the written apology went out'),
    resolvedOn: PlainDate.nullable().describe('Day resolved; null is pending'),
    outcome: DossierOutcome.nullable(),
    supplementDays: z.number().int().min(0).describe('Working days waited for supplements, to subtract'),
    hasFee: z.boolean().describe('A fee or charge was due'),
    paidOnline: flag('Paid online'),
    digitised: flag('Components digitised'),
    eResult: flag('Result issued electronically'),
    paperResultDue: flag('A paper result is owed'),
    reused: flag('Digitised data reused, QĐ 766/QĐ-TTg 4.3'),
    keptInStore: flag('Kept in the electronic store, QĐ 766/QĐ-TTg 4.4'),
    populationDb: flag('Checked against the population database, QĐ 766/QĐ-TTg 4.5'),
    deleted: z.boolean().describe('Withdrawn by the source; counts nowhere'),
  })
  .describe('State of a dossier');
export type DossierState = z.infer<typeof DossierState>;
