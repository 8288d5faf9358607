import { AreaAct, areaDifference, type AreaTree } from '@thongsuot/areas';
import { AreaChanged, Uuid, plainDate } from '@thongsuot/contracts';

const EFFECTIVE_ON = '2024-02-01';

/**
 * An act that never was: Phường 1 and Phường 2 of thị xã Quảng Trị become one ({@link INVENTED_HEIR}), and the town itself is
 * abolished on 01/02/2024. Its other communes go to the province, which takes over the town's own affairs too.
 */
export const INVENTED_ACT: AreaAct = AreaAct.parse({
  id: '018d073a-13ba-715e-828a-000002faf116',
  number: '99/NQ-UBTVQH15',
  effectiveOn: EFFECTIVE_ON,
  changes: [
    { kind: 'merge', codes: ['19357', '19360'], into: { code: '19360', name: 'Phường Thành Cổ', parentCode: '45' } },
    { kind: 'abolish', code: '462', heirCode: '45', childrenTo: '45' },
  ],
});

/** The commune that the act begins. */
export const INVENTED_HEIR = `19360.${EFFECTIVE_ON}`;

/** What of a running service it takes to state a fact. */
interface Stating {
  readonly kit: {
    readonly areas: { readonly tree: AreaTree };
    readonly unitOfWork: {
      run(work: (tx: { emit(type: typeof AreaChanged, emission: object): void }) => Promise<void>): Promise<void>;
    };
  };
}

/** Lets a service that stands in for the directory publish the act; every call is one event more. */
export async function publishInventedAct({ kit }: Stating): Promise<void> {
  const { tree } = kit.areas;
  const actId = Uuid.parse(INVENTED_ACT.id);
  const difference = areaDifference(tree, tree.withAct(INVENTED_ACT), () => 'merge');
  const days = { effectiveOn: INVENTED_ACT.effectiveOn, recordedOn: plainDate('2024-01-30') };
  await kit.unitOfWork.run((tx) => {
    const data: AreaChanged = { actId, actNumber: INVENTED_ACT.number ?? '', ...days, ...difference };
    tx.emit(AreaChanged, { subject: actId, key: '00.open', data });
    return Promise.resolve();
  });
}

/** What of a running service it takes to ask how far it has read. */
interface Reading {
  readonly running: {
    readonly consumer:
      | { positions(): Promise<readonly { readonly topic: string; readonly position: { readonly applied: number } }[]> }
      | undefined;
  };
}

/** How many events of the directory a service has applied. */
export async function actsHeard({ running }: Reading): Promise<number> {
  const positions = (await running.consumer?.positions()) ?? [];
  return positions
    .filter(({ topic }) => topic.endsWith('.directory.events'))
    .reduce((sum, { position }) => sum + position.applied, 0);
}
