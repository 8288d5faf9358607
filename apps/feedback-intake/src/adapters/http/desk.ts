import { Injectable } from '@nestjs/common';
import { type PlainDate, type UnitAt, type UnitRef, AgencySlug } from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import { Kit, getAreaOn, type Caller } from '@thongsuot/service-kit';
import { FeedbackClocks } from '../../domain/clocks';
import { rootsOf } from '../../domain/sight';
import { FeedbackReader, StoredFeedbackTransaction } from '../store/feedback-store';
import { Vault } from '../store/vault';
import type { ViewContext } from './views';

/** What the controllers share: the day, the tree, who sees what, and transactions of this service. */
@Injectable()
export class Desk {
  readonly reader: FeedbackReader;

  constructor(
    readonly kit: Kit,
    private readonly vault: Vault,
    readonly clocks: FeedbackClocks,
  ) {
    this.reader = new FeedbackReader(kit.store, vault);
  }

  get today(): PlainDate {
    return this.kit.clock.today();
  }

  get view(): ViewContext {
    return { tree: this.kit.areas.tree, clocks: this.clocks, today: this.today };
  }

  rootsOf(caller: Caller): readonly string[] | null {
    return rootsOf(caller, this.kit.areas.tree, this.today);
  }

  /** The unit a reference names on a day. @throws ProblemError `area-unknown` */
  unitAt(ref: UnitRef | string, on: PlainDate): UnitAt {
    const [code = '', agency] = ref.split('/');
    const area = getAreaOn(this.kit.areas.tree, code, on);
    return { areaVersion: area.id, agency: agency === undefined ? null : AgencySlug.parse(agency) };
  }

  /** Runs a command once per Idempotency-Key. */
  async command<T>(key: CommandKey | null, work: (tx: StoredFeedbackTransaction) => Promise<T>): Promise<T> {
    const { answer } = await this.kit.commands.run(key, (tx) => work(this.transaction(tx)));
    return answer;
  }

  private transaction(tx: Tx): StoredFeedbackTransaction {
    return new StoredFeedbackTransaction(tx, this.vault, this.kit.areas.tree);
  }
}
