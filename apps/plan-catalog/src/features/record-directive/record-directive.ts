import type { AreaTree } from '@thongsuot/areas';
import { DirectiveIssued, type PlainDate } from '@thongsuot/contracts';
import type { Work } from '../ports';
import type { DirectiveDoc } from '../records';
import { newId } from '../new-id';

/** A directive to be recorded; the units are already known. */
export type NewDirective = Pick<
  DirectiveDoc,
  'number' | 'issuer' | 'addressees' | 'issuedOn' | 'receivedOn' | 'asks' | 'byDate' | 'startsTrigger'
> & { readonly by: string };

/** Stores a directive and tells it; the tasks that wait for it start with the event, here and wherever it is heard. */
export async function recordDirective(work: Work, given: NewDirective, tree: AreaTree): Promise<DirectiveDoc> {
  const { by, ...directive } = given;
  const units = [directive.issuer, ...directive.addressees];
  const path = units.flatMap((unit) => [unit.areaVersion, ...tree.ancestors(unit.areaVersion).map((one) => one.id)]);
  const to = directive.addressees.flatMap(({ areaVersion, agency }) =>
    agency === null ? [areaVersion] : [areaVersion, `${areaVersion}/${agency}`],
  );
  const doc: DirectiveDoc = {
    _id: newId(),
    rev: 1,
    lastPackId: work.stamp(null),
    ...directive,
    to: [...new Set(to)],
    areaPath: [...new Set(path)],
    receipts: [],
  };
  await work.directives.insert(doc);
  const { areaVersion, agency } = doc.issuer;
  work.emit(DirectiveIssued, {
    subject: doc._id,
    key: areaVersion,
    data: {
      directiveId: doc._id,
      number: doc.number,
      issuer: { areaVersion, agency },
      issuedOn: doc.issuedOn,
      addressees: doc.addressees.map((unit) => ({ areaVersion: unit.areaVersion, agency: unit.agency })),
      asks: doc.asks,
      byDate: doc.byDate,
      receivedOn: doc.receivedOn,
      startsTrigger: doc.startsTrigger,
    },
  });
  work.audit({ actor: by, action: 'plan-catalog.recordDirective', subject: `directive ${doc._id}` });
  return doc;
}

/** Refuses days in the wrong order, which a slip of the pen makes. */
export function daysInOrder(issuedOn: PlainDate, receivedOn: PlainDate, byDate: PlainDate | null): boolean {
  return issuedOn <= receivedOn && (byDate === null || issuedOn <= byDate);
}
