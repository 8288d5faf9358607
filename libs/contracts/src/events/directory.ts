import { z } from 'zod';
import { AreaCode, AreaLevel, AreaVersionId, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf } from './define-event';
import { UnitAt } from './unit-at';

/** An area as one version of it stands. */
export const AreaVersionState = z
  .strictObject({
    id: AreaVersionId,
    code: AreaCode,
    name: z.string().min(1).max(200).describe('Name with its type, "Phường Quảng Trị"'),
    level: AreaLevel,
    parent: AreaVersionId.nullable().describe('Area version above; null under the country'),
    validFrom: PlainDate.nullable().describe('First day; null lies before our records'),
    validTo: PlainDate.nullable().describe('Last day, inclusive; null is in force'),
  })
  .describe('Version of an area');
export type AreaVersionState = z.infer<typeof AreaVersionState>;

/** What passes from which area version to which. */
export const Succession = z
  .strictObject({
    from: AreaVersionId.describe('Predecessor'),
    to: AreaVersionId.describe('Successor'),
    kind: z.enum(['rename', 'merge', 'split', 'reparent', 'abolish']).describe('What the act does to the predecessor'),
    isDefault: z.boolean().describe('Takes open tasks, pending dossiers and rights; one successor of a split does'),
  })
  .describe('Predecessor and successor');
export type Succession = z.infer<typeof Succession>;

/** An act renamed, merged, split, re-parented or abolished areas on a day. */
export const AreaChanged = defineEvent({
  name: 'area.changed',
  version: 1,
  service: 'directory',
  subject: 'id of the act',
  doc: { vi: 'Đơn vị hành chính thay đổi theo văn bản', en: 'An act changed areas' },
  data: z.strictObject({
    actId: Uuid.describe('Act'),
    actNumber: z.string().max(120).describe('Number of the legal act, "1680/NQ-UBTVQH15"'),
    effectiveOn: PlainDate.describe('First day of the new areas'),
    recordedOn: PlainDate.describe('Day recorded here; later than effectiveOn for a backdated act'),
    before: z.array(AreaVersionState).describe('Versions the act touches, as they stood'),
    after: z.array(AreaVersionState).describe('The same versions and the new ones, as they stand'),
    successions: z.array(Succession).describe('Who follows whom'),
  }),
});
export type AreaChanged = DataOf<typeof AreaChanged>;

/** An agency as it stands. */
export const AgencyState = z
  .strictObject({
    unit: UnitAt,
    name: z.string().min(1).max(200).describe('Official name'),
    kind: z
      .enum(['office', 'department', 'vertical', 'team', 'other'])
      .describe('Office, sở/phòng, vertical agency, temporary team, other'),
    validFrom: PlainDate.nullable().describe('First day; null lies before our records'),
    validTo: PlainDate.nullable().describe('Last day, inclusive; null is in force'),
  })
  .describe('Agency in an area');
export type AgencyState = z.infer<typeof AgencyState>;

/** An agency was founded, renamed, moved or dissolved. */
export const UnitChanged = defineEvent({
  name: 'unit.changed',
  version: 1,
  service: 'directory',
  subject: 'unit, <area version>/<slug>',
  doc: { vi: 'Cơ quan, đơn vị thay đổi', en: 'An agency changed' },
  data: z.strictObject({
    before: AgencyState.nullable().describe('As it stood; null when founded'),
    after: AgencyState.nullable().describe('As it stands; null when recorded by mistake and removed'),
  }),
});
export type UnitChanged = DataOf<typeof UnitChanged>;

/** Someone holds a duty for a time. Names the account, never the person. */
export const DutyAssigned = defineEvent({
  name: 'duty.assigned',
  version: 1,
  service: 'directory',
  subject: 'id of the assignment',
  doc: { vi: 'Giao nhiệm vụ cho chức danh', en: 'A duty was assigned' },
  data: z.strictObject({
    assignmentId: Uuid.describe('Assignment'),
    duty: z.string().min(1).max(80).describe('Duty as a slug, control-officer'),
    unit: UnitAt,
    position: z.string().min(1).max(120).describe('Position, "Công chức Văn phòng – Thống kê"'),
    subjectId: z.string().min(1).max(120).nullable().describe('Account of the holder (OIDC sub); null is vacant'),
    from: PlainDate.describe('First day'),
    to: PlainDate.nullable().describe('Last day, inclusive; null until further notice'),
  }),
});
export type DutyAssigned = DataOf<typeof DutyAssigned>;
