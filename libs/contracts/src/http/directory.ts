import { z } from 'zod';
import { AreaVersionState, Succession } from '../events/directory';
import { AgencySlug, AreaCode, AreaLevel, AreaVersionId, UnitRef, Uuid } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { AreaAct } from './area-act';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';

const On = z.object({ on: PlainDate.optional().describe("Day the code is read on; default: the system's day") });
const ByCode = z.object({ code: AreaCode });

/** An area in few words. */
export const AreaRef = z.object({ id: AreaVersionId, code: AreaCode, name: z.string(), level: AreaLevel });
export type AreaRef = z.infer<typeof AreaRef>;

/** An area as it stands on a day. */
export const AreaView = AreaRef.extend({
  pathName: z.string().describe('Phường 2, thị xã Quảng Trị, tỉnh Quảng Trị'),
  parent: AreaRef.nullable(),
  ancestors: z.array(AreaRef).describe('Nearest first, without the country'),
  validFrom: PlainDate.nullable().describe('First day; null lies before our records'),
  validTo: PlainDate.nullable().describe('Last day, inclusive; null is in force'),
  act: z.string().nullable().describe('Act that began it'),
});
export type AreaView = z.infer<typeof AreaView>;

const Link = z.object({ area: AreaRef, extent: z.enum(['whole', 'part']), isDefault: z.boolean() });

/** What became of one owner of a code. */
export const AreaSuccession = z.object({
  area: AreaView,
  predecessors: z.array(Link),
  successors: z.array(Link),
  heir: z
    .object({
      area: AreaRef,
      estimated: z.boolean(),
      basis: z.enum(['itself', 'succession', 'rule']),
      confirmed: z.boolean().describe('False where a rule decides that no act in our records confirms'),
    })
    .nullable()
    .describe('Who answers today for what it had open; null where nobody does'),
});

/** An act as it was recorded. */
export const AreaActView = z.object({
  id: Uuid.nullable().describe('Null on a dry run'),
  number: z.string(),
  effectiveOn: PlainDate,
  recordedOn: PlainDate,
  dryRun: z.boolean(),
  before: z.array(AreaVersionState),
  after: z.array(AreaVersionState),
  successions: z.array(Succession),
});
export type AreaActView = z.infer<typeof AreaActView>;

/** What kind of unit it is. A position is who does the work where there is no office, as in a commune. */
export const UnitKind = z
  .enum(['committee', 'office', 'department', 'vertical', 'team', 'position', 'other'])
  .describe("People's Committee, office, sở/phòng, vertical agency, temporary team, position, other");
export type UnitKind = z.infer<typeof UnitKind>;

const TeamDecision = z.strictObject({
  number: z.string().trim().min(1).max(120),
  signedOn: PlainDate,
});

/** A unit of the directory. */
export const UnitView = z.object({
  unit: UnitRef,
  areaVersion: AreaVersionId.describe('Area version it was recorded in'),
  area: AreaRef.describe('Area it lies in on the day asked'),
  agency: AgencySlug.nullable(),
  name: z.string(),
  kind: UnitKind,
  tags: z.array(z.string()).describe('Groups that find it by kind of work: specialist, one-stop'),
  superior: z.string().nullable().describe('Agency above a vertical one'),
  decision: TeamDecision.nullable().describe('Decision that founds a temporary team'),
  members: z.array(UnitRef).describe('Units of a temporary team'),
  validFrom: PlainDate.nullable(),
  validTo: PlainDate.nullable(),
  revision: z.number().int(),
});
export type UnitView = z.infer<typeof UnitView>;

const Name = z.string().trim().min(1).max(200);
const Tags = z
  .array(
    z
      .string()
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      .max(40),
  )
  .max(10);
const Members = z.array(UnitRef).max(100).describe('Units that make up a team; positions, never persons');

const NewUnit = z.strictObject({
  area: AreaCode,
  agency: AgencySlug,
  name: Name,
  kind: UnitKind.exclude(['committee']),
  tags: Tags.default([]),
  superior: Name.nullable().default(null),
  decision: TeamDecision.nullable().default(null),
  members: Members.default([]),
  validFrom: PlainDate.nullable().default(null),
  validTo: PlainDate.nullable().default(null),
});
export type NewUnit = z.infer<typeof NewUnit>;

const UnitEdit = NewUnit.pick({ name: true, tags: true, superior: true, members: true, validTo: true })
  .extend({ tags: Tags, superior: Name.nullable(), members: Members, validTo: PlainDate.nullable() })
  .partial();
export type UnitEdit = z.infer<typeof UnitEdit>;

/** A group whose members follow from the day. */
export const GroupView = z.object({
  key: z.string(),
  name: z.string(),
  aliases: z.array(z.string()).describe('Other wordings of plans'),
  rule: z.object({
    scope: z.enum(['self', 'children', 'descendants']),
    level: AreaLevel.nullable(),
    committees: z.boolean(),
    kinds: z.array(UnitKind),
    tags: z.array(z.string()),
  }),
});
export type GroupView = z.infer<typeof GroupView>;

const NewGroup = GroupView.extend({
  key: AgencySlug,
  name: Name,
  aliases: z.array(Name).max(20).default([]),
});

/** Who holds a duty; the account, never the person. */
export const DutyView = z.object({
  id: Uuid,
  duty: z.string(),
  unit: UnitRef,
  areaVersion: AreaVersionId,
  position: z.string(),
  subjectId: z.string().nullable(),
  from: PlainDate,
  to: PlainDate.nullable(),
  revision: z.number().int(),
});
export type DutyView = z.infer<typeof DutyView>;

const NewDuty = z.strictObject({
  duty: AgencySlug.describe('Duty as a slug: control-officer, desk-officer, feedback-officer'),
  unit: UnitRef,
  position: z.string().trim().min(1).max(120),
  subjectId: z.string().trim().min(1).max(120).nullable().describe('Account of the holder; null is vacant'),
  from: PlainDate,
  to: PlainDate.nullable().default(null),
});

const service = 'directory';
const open = { public: true } as const;
const insiders = { roles: ['officer', 'leader', 'administrator'] } as const;

export const searchAreas = endpoint({
  id: 'directory.searchAreas',
  service,
  method: 'GET',
  path: '/areas',
  summary: { vi: 'Tìm đơn vị hành chính, không phân biệt dấu', en: 'Search areas, accents ignored' },
  access: open,
  query: PageQuery.extend({
    q: z.string().trim().max(100).default('').describe('Beginnings of words of the name, or of the code'),
    on: PlainDate.optional(),
    level: AreaLevel.optional(),
    within: AreaCode.optional().describe('Only in this area'),
  }),
  bodyKind: 'none',
  answer: pageOf(AreaView),
});

export const listAreaActs = endpoint({
  id: 'directory.listAreaActs',
  service,
  method: 'GET',
  path: '/areas/acts',
  summary: { vi: 'Các văn bản thay đổi đơn vị hành chính đã ghi', en: 'Acts on areas recorded here' },
  access: open,
  query: PageQuery,
  bodyKind: 'none',
  answer: pageOf(AreaActView.pick({ id: true, number: true, effectiveOn: true, recordedOn: true }).extend({ title: z.string() })),
});

export const recordAreaAct = endpoint({
  id: 'directory.recordAreaAct',
  service,
  method: 'POST',
  path: '/areas/acts',
  summary: {
    vi: 'Ghi văn bản thành lập, nhập, chia, đổi tên, chuyển hoặc bãi bỏ đơn vị hành chính',
    en: 'Record an act that creates, merges, splits, renames, moves or abolishes areas',
  },
  access: { roles: ['administrator'] },
  query: z.object({ dryRun: z.enum(['true', 'false']).default('false').describe('true shows the effect and stores nothing') }),
  bodyKind: 'json',
  body: AreaAct.omit({ id: true }),
  answer: AreaActView,
  status: 201,
});

export const getArea = endpoint({
  id: 'directory.getArea',
  service,
  method: 'GET',
  path: '/areas/:code',
  summary: { vi: 'Đơn vị hành chính mang mã này vào một ngày', en: 'The area that has this code on a day' },
  access: open,
  params: ByCode,
  query: On,
  bodyKind: 'none',
  answer: AreaView,
});

export const listAreaChildren = endpoint({
  id: 'directory.listAreaChildren',
  service,
  method: 'GET',
  path: '/areas/:code/children',
  summary: { vi: 'Đơn vị hành chính trực thuộc', en: 'Areas directly below' },
  access: open,
  params: ByCode,
  query: On,
  bodyKind: 'none',
  answer: pageOf(AreaRef.extend({ childCount: z.number().int() })),
});

export const getAreaSuccession = endpoint({
  id: 'directory.getAreaSuccession',
  service,
  method: 'GET',
  path: '/areas/:code/succession',
  summary: { vi: 'Mã này qua các thời kỳ: trước là gì, sau về đâu', en: 'Every owner of the code, where it came from and went' },
  access: open,
  params: ByCode,
  query: On,
  bodyKind: 'none',
  answer: z.object({ code: AreaCode, versions: z.array(AreaSuccession) }),
});

export const listUnits = endpoint({
  id: 'directory.listUnits',
  service,
  method: 'GET',
  path: '/units',
  summary: { vi: 'Cơ quan, đơn vị, chức danh trong một địa bàn', en: 'Agencies, teams and positions in an area' },
  access: open,
  query: PageQuery.extend({
    area: AreaCode.describe('The area with everything in it'),
    on: PlainDate.optional(),
    only: z.enum(['area', 'subtree']).default('subtree').describe('area: this area alone'),
    kind: UnitKind.optional(),
    q: z.string().trim().max(100).optional().describe('Beginnings of words of the name'),
  }),
  bodyKind: 'none',
  answer: pageOf(UnitView),
});

export const addUnit = endpoint({
  id: 'directory.addUnit',
  service,
  method: 'POST',
  path: '/units',
  summary: { vi: 'Thêm cơ quan, chức danh hoặc đoàn lâm thời', en: 'Add an agency, position or temporary team' },
  access: insiders,
  bodyKind: 'json',
  body: NewUnit,
  answer: UnitView,
  status: 201,
});

export const editUnit = endpoint({
  id: 'directory.editUnit',
  service,
  method: 'PATCH',
  path: '/units/:area/:agency',
  summary: { vi: 'Đổi tên, giải thể hoặc đổi thành phần', en: 'Rename, dissolve or change the members of a unit' },
  access: insiders,
  params: z.object({ area: AreaCode, agency: AgencySlug }),
  query: On,
  bodyKind: 'json',
  body: UnitEdit,
  answer: UnitView,
});

export const listGroups = endpoint({
  id: 'directory.listGroups',
  service,
  method: 'GET',
  path: '/groups',
  summary: { vi: 'Các nhóm đơn vị mà kế hoạch nêu chung', en: 'Groups of units that plans name together' },
  access: open,
  query: z.object({ q: z.string().trim().max(200).optional().describe('A wording of a plan, accents ignored') }),
  bodyKind: 'none',
  answer: pageOf(GroupView),
});

export const addGroup = endpoint({
  id: 'directory.addGroup',
  service,
  method: 'POST',
  path: '/groups',
  summary: { vi: 'Thêm nhóm đơn vị', en: 'Add a group' },
  access: { roles: ['administrator'] },
  bodyKind: 'json',
  body: NewGroup,
  answer: GroupView,
  status: 201,
});

export const listGroupMembers = endpoint({
  id: 'directory.listGroupMembers',
  service,
  method: 'GET',
  path: '/groups/:key/members',
  summary: { vi: 'Thành viên của nhóm vào một ngày', en: 'Members of a group on a day' },
  access: open,
  params: z.object({ key: AgencySlug }),
  query: z.object({ area: AreaCode.describe('Area whose plan names the group'), on: PlainDate.optional() }),
  bodyKind: 'none',
  answer: pageOf(UnitView).extend({ key: z.string(), on: PlainDate }),
});

export const listDuties = endpoint({
  id: 'directory.listDuties',
  service,
  method: 'GET',
  path: '/duties',
  summary: { vi: 'Ai giữ nhiệm vụ gì, ở đâu', en: 'Who holds which duty where' },
  access: insiders,
  query: PageQuery.extend({ area: AreaCode, on: PlainDate.optional(), duty: AgencySlug.optional() }),
  bodyKind: 'none',
  answer: pageOf(DutyView),
});

export const assignDuty = endpoint({
  id: 'directory.assignDuty',
  service,
  method: 'POST',
  path: '/duties',
  summary: { vi: 'Giao nhiệm vụ cho một chức danh', en: 'Assign a duty' },
  access: { roles: ['leader', 'administrator'] },
  bodyKind: 'json',
  body: NewDuty,
  answer: DutyView,
  status: 201,
});

export const endDuty = endpoint({
  id: 'directory.endDuty',
  service,
  method: 'PATCH',
  path: '/duties/:id',
  summary: { vi: 'Kết thúc hoặc chuyển người giữ nhiệm vụ', en: 'End a duty or change its holder' },
  access: { roles: ['leader', 'administrator'] },
  params: z.object({ id: Uuid }),
  bodyKind: 'json',
  body: z.strictObject({ to: PlainDate.nullable().optional(), subjectId: NewDuty.shape.subjectId.optional() }),
  answer: DutyView,
});

/** Operations that `directory` answers for; fixed paths before those with parameters. */
export const DIRECTORY_ENDPOINTS: readonly Endpoint[] = [
  searchAreas,
  listAreaActs,
  recordAreaAct,
  getArea,
  listAreaChildren,
  getAreaSuccession,
  listUnits,
  addUnit,
  editUnit,
  listGroups,
  addGroup,
  listGroupMembers,
  listDuties,
  assignDuty,
  endDuty,
];
