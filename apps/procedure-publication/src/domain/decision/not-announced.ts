import type { AreaLevel, DecisionItemKind, PlainDate } from '@thongsuot/contracts';

/** A decision as far as announcing in turn is concerned. */
export interface AnnouncedItems {
  readonly _id: string;
  readonly signedOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly items: readonly {
    readonly procedureCode: string;
    readonly kind: DecisionItemKind;
    readonly replacesCode: string | null;
    readonly levels: readonly AreaLevel[];
  }[];
}

/**
 * What ministries announced and a province has not: for each procedure the ministry's last word, unless the province decided
 * on it that day or later. What a ministry abolished waits only where the province ever announced it.
 * @param ministries decisions of ministries, any order
 * @param own decisions of the province
 */
export function notAnnounced<M extends AnnouncedItems>(
  ministries: readonly M[],
  own: readonly AnnouncedItems[],
  on: PlainDate,
): { decision: M; item: M['items'][number] }[] {
  const lastWord = new Map<string, { decision: M; item: M['items'][number] }>();
  for (const decision of ministries) {
    if (decision.signedOn > on || decision.recordedOn > on) continue;
    for (const item of decision.items) {
      // What is done at a ministry alone is no province's to announce.
      if (item.levels.every((level) => level === 'country')) continue;
      const known = lastWord.get(item.procedureCode);
      if (!known || known.decision.signedOn <= decision.signedOn) lastWord.set(item.procedureCode, { decision, item });
    }
  }
  const decidedOn = new Map<string, PlainDate>();
  for (const { signedOn, recordedOn, items } of own) {
    if (recordedOn > on) continue;
    for (const code of items.flatMap(({ procedureCode, replacesCode }) => [procedureCode, replacesCode ?? procedureCode])) {
      const known = decidedOn.get(code);
      if (known === undefined || known < signedOn) decidedOn.set(code, signedOn);
    }
  }
  return [...lastWord.values()]
    .filter(({ decision, item }) => {
      const decided = decidedOn.get(item.procedureCode);
      if (item.kind === 'abolished' && decided === undefined) return false;
      return decided === undefined || decided < decision.signedOn;
    })
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({
  decision,
  item,
}: {
  decision: Pick<AnnouncedItems, '_id' | 'signedOn'>;
  item: { procedureCode: string };
}): string {
  return `${decision.signedOn}|${decision._id}|${item.procedureCode}`;
}
