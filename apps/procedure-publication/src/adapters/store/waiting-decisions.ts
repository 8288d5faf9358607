import { COUNTRY_ID, type AreaVersion } from '@thongsuot/areas';
import { vietnamCalendar } from '@thongsuot/calendar';
import { AreaVersionId, Uuid, type NotAnnouncedItem, type PlainDate } from '@thongsuot/contracts';
import { LAW } from '../../config/law-data';
import { localClockOf } from '../../domain/clocks';
import { notAnnounced } from '../../domain/decision/not-announced';
import type { DecisionStore } from './decision-store';

const calendar = vietnamCalendar();

/** What ministries announced and some provinces have not, in order of province, day and procedure. */
export async function waitingOf(
  decisions: DecisionStore,
  provinces: readonly AreaVersion[],
  on: PlainDate,
): Promise<{ key: string; view: NotAnnouncedItem }[]> {
  const ministries = await decisions.allOf(COUNTRY_ID);
  if (ministries.length === 0) return [];
  const rows: { key: string; view: NotAnnouncedItem }[] = [];
  for (const province of [...provinces].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    for (const { decision, item } of notAnnounced(ministries, await decisions.allOf(province.id), on)) {
      const { _id, number, ministry = null, signedOn, effectiveOn, textEffectiveOn, shortened } = decision;
      const days = { signedOn, effectiveOn, textEffectiveOn: textEffectiveOn ?? undefined, shortened };
      const clock = localClockOf(days, LAW.clocks, calendar);
      const { id, code, name, level } = province;
      rows.push({
        key: [id, signedOn, _id, item.procedureCode].join('|'),
        view: {
          province: { id: AreaVersionId.parse(id), code, name, level },
          procedureCode: item.procedureCode,
          name: item.name,
          kind: item.kind,
          decision: { id: Uuid.parse(_id), number, ministry: ministry ?? '', signedOn, effectiveOn },
          dueOn: clock?.dueOn ?? null,
          late: clock !== null && clock.dueOn < on,
          legalBasis: clock?.legalBasis ?? null,
          confirmed: clock?.confirmed ?? false,
        },
      });
    }
  }
  return rows;
}
