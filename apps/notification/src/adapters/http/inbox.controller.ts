import { Controller } from '@nestjs/common';
import { COUNTRY_CODE } from '@thongsuot/areas';
import {
  ProblemError,
  countInbox,
  listInbox,
  readInboxItem,
  type AnswerOf,
  type InboxItem,
  type InputOf,
  type UnitRef,
} from '@thongsuot/contracts';
import type { CommandKey } from '@thongsuot/mongo-store';
import {
  From,
  Handles,
  Input,
  Key,
  Kit,
  assertSees,
  getSeenArea,
  pageOfRows,
  placeOfCursor,
  type Caller,
} from '@thongsuot/service-kit';
import type { Severity } from '../../domain/message';
import { INBOX, type InboxDoc } from '../store/collections';

/** The web inbox of units. */
@Controller()
export class InboxController {
  constructor(private readonly kit: Kit) {}

  @Handles(listInbox)
  async list(@Input() input: InputOf<typeof listInbox>, @From() caller: Caller): Promise<AnswerOf<typeof listInbox>> {
    const { area, on, unread, limit, cursor } = input.query;
    const asked = getSeenArea(this.kit, caller, area ?? caller.area ?? COUNTRY_CODE, on);
    const after = placeOfCursor(cursor, (place) => ORDER.test(place));
    const rows = await this.kit.store
      .collection<InboxDoc>(INBOX)
      .find({
        areaPath: asked.area.id,
        ...(unread ? { read: false } : {}),
        ...(after === undefined ? {} : { order: { $lt: after } }),
      })
      .sort({ order: -1 })
      .limit(limit + 1)
      .toArray();
    return pageOfRows(rows, limit, ({ order }) => order, itemOf);
  }

  @Handles(countInbox)
  async count(@Input() input: InputOf<typeof countInbox>, @From() caller: Caller): Promise<AnswerOf<typeof countInbox>> {
    const { area } = getSeenArea(this.kit, caller, input.query.area ?? caller.area ?? COUNTRY_CODE, input.query.on);
    const inbox = this.kit.store.collection<InboxDoc>(INBOX);
    const of = (severity: Severity): Promise<number> => inbox.countDocuments({ areaPath: area.id, read: false, severity });
    const bySeverity = { info: await of('info'), warning: await of('warning'), danger: await of('danger') };
    return { unread: bySeverity.info + bySeverity.warning + bySeverity.danger, bySeverity };
  }

  @Handles(readInboxItem)
  async read(
    @Input() input: InputOf<typeof readInboxItem>,
    @From() caller: Caller,
    @Key() key: CommandKey | null,
  ): Promise<InboxItem> {
    const { kit } = this;
    const { answer } = await kit.commands.run(key, async (tx) => {
      const inbox = tx.collection<InboxDoc>(INBOX);
      const row = await inbox.findOne({ _id: input.params.id }, { session: tx.session });
      if (row === null) throw new ProblemError('not-found');
      assertSees(caller, kit.areas.tree, row.areaVersion, caller.on ?? kit.clock.today());
      if (row.read) return itemOf(row);
      await inbox.updateOne({ _id: row._id }, { $set: { read: true, readBy: caller.subject } }, { session: tx.session });
      tx.audit({ actor: caller.subject, action: readInboxItem.id, subject: `message ${row._id}` });
      return itemOf({ ...row, read: true });
    });
    return answer;
  }
}

const ORDER = /^\d{4}-\d{2}-\d{2}:[0-9a-f-]{36}$/u;

function itemOf(row: InboxDoc): InboxItem {
  const { _id, unit, kind, severity, title, on, dueOn, link, read } = row;
  return {
    ...{ id: _id, unit: unit as UnitRef, kind, severity, title: { ...title }, on, dueOn, link, read },
    area: { code: row.areaCode, name: row.areaName, areaVersion: row.areaVersion },
  };
}
