import { z } from 'zod';
import { DossierState } from '../events/dossier-state';
import { AreaCode, UnitRef } from '../primitives/ids';
import { PlainDate } from '../primitives/plain-date';
import { endpoint, type Endpoint } from './endpoint';
import { PageQuery, pageOf } from './paging';
import { ProblemItem } from './problem';

/** What became of a file of dossiers; received = accepted + unchanged + corrected + refused. */
export const DossierImportResult = z
  .object({
    received: z.number().int().describe('Rows read'),
    accepted: z.number().int().describe('Rows of dossiers not known before'),
    unchanged: z.number().int().describe('Rows that say what is stored already'),
    corrected: z.number().int().describe('Rows that changed a dossier'),
    refused: z.number().int().describe('Rows left out; findings say why'),
    findings: z.array(ProblemItem).describe('By row and column; the first 1,000'),
    findingsTotal: z.number().int().describe('All findings, told or not'),
    dryRun: z.boolean().describe('True: nothing was stored'),
  })
  .describe('Result of an import');
export type DossierImportResult = z.infer<typeof DossierImportResult>;

/** Where a dossier stands on the day it is looked at. */
export const DossierStanding = z
  .enum(['pending', 'due-soon', 'overdue', 'resolved'])
  .describe('pending: not resolved; due-soon: due by the next working day; overdue: its due day has passed; resolved');
export type DossierStanding = z.infer<typeof DossierStanding>;

/** Reason for lateness, by the coded list of `GET /lateness-reasons`. */
export const LatenessReasonCode = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .max(60)
  .describe('Code of a reason, GET /lateness-reasons');

/** A dossier as the desk sees it; holds nothing of the applicant. */
export const DossierView = DossierState.extend({
  standing: DossierStanding,
  latenessReason: z.string().nullable().describe('Reason for lateness, where one was given'),
  revision: z.number().int().describe('Counts the changes of the dossier'),
}).describe('A dossier');
export type DossierView = z.infer<typeof DossierView>;

const ApologyKind = z.enum(['letter', 'public']).describe('Letter before the due day, or public apology once late');
const ApologyState = z
  .enum(['raised', 'sent', 'missed', 'lapsed'])
  .describe('raised: waits to be sent; sent; missed: the letter was due and is not sent; lapsed: resolved first');

/** One apology that is owed, was sent or was missed. */
export const ApologyView = z
  .object({
    dossierCode: z.string(),
    kind: ApologyKind,
    state: ApologyState,
    area: z.string().describe('Code of the area'),
    areaName: z.string(),
    unit: z.string().describe('Unit that apologises'),
    dueOn: PlainDate.describe('Promised day'),
    raisedOn: PlainDate.nullable(),
    sentOn: PlainDate.nullable(),
    newDueOn: PlainDate.nullable(),
    reason: z.string().nullable(),
    inTime: z.boolean().nullable().describe('Letter: no later than one day before the due day'),
  })
  .describe('An apology');
export type ApologyView = z.infer<typeof ApologyView>;

const STAFF = { roles: ['officer', 'leader', 'administrator'] } as const;
const DESK = { roles: ['officer', 'administrator'] } as const;
const CodeParams = z.object({ code: z.string().min(1).max(80).describe('Dossier code') });
const AreaQuery = PageQuery.extend({
  area: AreaCode.optional().describe('The area with everything in it'),
  on: PlainDate.optional().describe('Day the area code is read on'),
});

/** Takes a file of dossiers as it comes; same file twice changes nothing. */
export const importDossiers = endpoint({
  id: 'one-stop.importDossiers',
  service: 'one-stop',
  method: 'POST',
  path: '/dossiers/imports',
  summary: {
    vi: 'Nhập hồ sơ từ tệp CSV hoặc NDJSON; gửi lại cùng Idempotency-Key (hoặc contentHash) để tiếp tục từ chỗ dừng',
    en: 'Import dossiers from CSV or NDJSON; the same Idempotency-Key (or contentHash) continues where it stopped',
  },
  access: DESK,
  query: z.object({
    dryRun: z.enum(['true', 'false']).default('false').describe('true stores nothing'),
    source: z
      .string()
      .regex(/^[\w.:-]{1,100}$/)
      .optional()
      .describe('Name of the handling system; one import per source at a time. Default: the account'),
    contentHash: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/)
      .optional()
      .describe('SHA-256 of the file: names the import where no Idempotency-Key does'),
  }),
  bodyKind: 'stream',
  answer: DossierImportResult,
});

export const listDossiers = endpoint({
  id: 'one-stop.listDossiers',
  service: 'one-stop',
  method: 'GET',
  path: '/dossiers',
  summary: { vi: 'Danh sách hồ sơ', en: 'Dossiers' },
  access: STAFF,
  query: AreaQuery.extend({
    unit: UnitRef.optional().describe('That unit alone'),
    state: DossierStanding.optional(),
    from: PlainDate.optional().describe('Received on or after'),
    to: PlainDate.optional().describe('Received on or before'),
  }),
  bodyKind: 'none',
  answer: pageOf(DossierView),
});

export const getDossier = endpoint({
  id: 'one-stop.getDossier',
  service: 'one-stop',
  method: 'GET',
  path: '/dossiers/:code',
  summary: { vi: 'Một hồ sơ', en: 'One dossier' },
  access: STAFF,
  params: CodeParams,
  bodyKind: 'none',
  answer: DossierView,
});

export const sendApology = endpoint({
  id: 'one-stop.sendApology',
  service: 'one-stop',
  method: 'POST',
  path: '/dossiers/:code/apology',
  summary: {
    vi: 'Ghi nhận thư xin lỗi, hẹn lại ngày trả (một lần), hoặc xin lỗi công khai khi đã quá hạn',
    en: 'Record the letter of apology with its one new date, or the public apology once late',
  },
  access: DESK,
  params: CodeParams,
  bodyKind: 'json',
  body: z.object({
    kind: ApologyKind,
    sentOn: PlainDate.optional().describe('Default: today'),
    newDueOn: PlainDate.optional().describe('New day, letters only, once'),
    reason: LatenessReasonCode.optional(),
  }),
  answer: ApologyView,
  status: 201,
});

export const giveLatenessReason = endpoint({
  id: 'one-stop.giveLatenessReason',
  service: 'one-stop',
  method: 'PUT',
  path: '/dossiers/:code/lateness-reason',
  summary: { vi: 'Nêu nguyên nhân quá hạn', en: 'Give the reason for lateness' },
  access: DESK,
  params: CodeParams,
  bodyKind: 'json',
  body: z.object({ reason: LatenessReasonCode }),
  answer: DossierView,
});

export const listApologies = endpoint({
  id: 'one-stop.listApologies',
  service: 'one-stop',
  method: 'GET',
  path: '/apologies',
  summary: { vi: 'Thư xin lỗi phải gửi, đã gửi, bị bỏ lỡ', en: 'Apologies owed, sent, missed' },
  access: STAFF,
  query: AreaQuery.extend({ state: ApologyState.optional(), kind: ApologyKind.optional() }),
  bodyKind: 'none',
  answer: pageOf(ApologyView),
});

export const listPublicApologies = endpoint({
  id: 'one-stop.listPublicApologies',
  service: 'one-stop',
  method: 'GET',
  path: '/apologies/public',
  summary: { vi: 'Xin lỗi công khai các hồ sơ quá hạn', en: 'Public apologies for late dossiers' },
  access: { public: true },
  query: AreaQuery,
  bodyKind: 'none',
  answer: pageOf(ApologyView.pick({ dossierCode: true, area: true, areaName: true, unit: true, dueOn: true, sentOn: true })),
});

export const listLatenessReasons = endpoint({
  id: 'one-stop.listLatenessReasons',
  service: 'one-stop',
  method: 'GET',
  path: '/lateness-reasons',
  summary: { vi: 'Danh mục nguyên nhân quá hạn', en: 'Reasons for lateness' },
  access: { public: true },
  bodyKind: 'none',
  answer: z.object({ items: z.array(z.object({ code: z.string(), vi: z.string(), en: z.string() })) }),
});

/** Operations that `one-stop` answers for; paths of their own stand before those with a parameter. */
export const ONE_STOP_ENDPOINTS: readonly Endpoint[] = [
  importDossiers,
  listDossiers,
  getDossier,
  sendApology,
  giveLatenessReason,
  listApologies,
  listPublicApologies,
  listLatenessReasons,
];
