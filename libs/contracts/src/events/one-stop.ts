import { z } from 'zod';
import { PlainDate } from '../primitives/plain-date';
import { defineEvent, type DataOf } from './define-event';
import { DossierState } from './dossier-state';
import { UnitAt } from './unit-at';

/**
 * A dossier changed. Carries both states: the increment of any figure is contribution(after) − contribution(before),
 * which makes corrections, reopenings and deletions cure every total by themselves.
 */
export const DossierChanged = defineEvent({
  name: 'dossier.changed',
  version: 1,
  service: 'one-stop',
  subject: 'dossier code',
  doc: { vi: 'Hồ sơ TTHC thay đổi trạng thái', en: 'The state of a dossier changed' },
  data: z.strictObject({
    before: DossierState.nullable().describe('State before; null when the dossier is new'),
    after: DossierState.nullable().describe('State after; null when the dossier left this unit by correction'),
  }),
});
export type DossierChanged = DataOf<typeof DossierChanged>;

/** The written apology before the due day, or the public one once a dossier is late. */
export const ApologySent = defineEvent({
  name: 'apology.sent',
  version: 1,
  service: 'one-stop',
  subject: 'dossier code',
  doc: { vi: 'Đã gửi thư xin lỗi hoặc xin lỗi công khai', en: 'An apology was sent or published' },
  data: z.strictObject({
    dossierCode: z.string().min(1).max(80).describe('Dossier the apology is for'),
    unit: UnitAt.describe('Unit that apologises'),
    kind: z.enum(['letter', 'public']).describe('Letter before the due day, or public apology once late'),
    sentOn: PlainDate.describe('Day sent or published'),
    dueOn: PlainDate.describe('Day promised at reception'),
    newDueOn: PlainDate.nullable().describe('New day; may be set once'),
    inTime: z.boolean().describe('Letter: no later than one day before the due day'),
  }),
});
export type ApologySent = DataOf<typeof ApologySent>;
