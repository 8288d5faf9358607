import { Controller, Inject } from '@nestjs/common';
import { ProblemError, getNationalDrift, listNationalSystems, type AnswerOf, type InputOf } from '@thongsuot/contracts';
import { Handles, Input, Kit } from '@thongsuot/service-kit';
import { reconcile } from '../../domain/national/reconcile';
import { NationalClient } from '../national/national-client';
import { DECISIONS, PROCEDURES } from '../store/indexes';
import type { DecisionDoc, ProcedureDoc } from '../store/rows';
import { PageProblem } from '../web/safe-fetch';

/** Addresses of the national systems, by configuration. */
export const NATIONAL_URLS = Symbol('national urls');
export type NationalUrls = Readonly<Record<'database' | 'portal', string | undefined>>;

const DRIFT_MAX = 1000;
const NAMES = { database: 'Cơ sở dữ liệu quốc gia về thủ tục hành chính', portal: 'Cổng Dịch vụ công quốc gia' };

/** What the national systems hold beside the catalogue; off where no address is configured. */
@Controller()
export class NationalSystemsController {
  constructor(
    private readonly kit: Kit,
    @Inject(NATIONAL_URLS) private readonly urls: NationalUrls,
  ) {}

  @Handles(listNationalSystems)
  list(): AnswerOf<typeof listNationalSystems> {
    const keys = ['database', 'portal'] as const;
    const items = keys.map((key) => ({
      ...{ key, name: NAMES[key], contractConfirmed: false },
      state: this.urls[key] === undefined ? ('off' as const) : ('on' as const),
    }));
    return { items };
  }

  @Handles(getNationalDrift)
  async drift(@Input() { params }: InputOf<typeof getNationalDrift>): Promise<AnswerOf<typeof getNationalDrift>> {
    const url = this.urls[params.key];
    if (url === undefined)
      throw new ProblemError('conflict', { detail: 'chưa cấu hình kết nối / the adapter is off: no address is configured' });
    const client = new NationalClient(url);
    const { store } = this.kit;
    const [there, decided] = [await told(client.procedures()), await told(client.decisions())];
    const rows = await store.collection<ProcedureDoc>(PROCEDURES).find({ announced: true }).toArray();
    const here = rows.map(({ _id, name }) => ({ code: _id, name, state: 'published' as const }));
    const drift = reconcile(here, there);
    const numbers = [...new Set(decided.map(({ number }) => number))];
    const known = await store
      .collection<DecisionDoc>(DECISIONS)
      .find({ number: { $in: numbers } })
      .toArray();
    const held = new Set(known.map(({ number }) => number));
    return {
      ...{ compared: { here: here.length, there: there.length }, items: drift.slice(0, DRIFT_MAX), total: drift.length },
      decisionsUnknown: numbers.filter((number) => !held.has(number)),
    };
  }
}

async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof PageProblem) throw new ProblemError('upstream-failed', { detail: error.message });
    throw error;
  }
}
