import { listApologies, sendApology } from '@thongsuot/contracts';
import { chanceOf } from '../generate/random';
import { ApiError } from './api';
import { ADMINISTRATOR, officerOf, type Stage } from './stage';

/** Drafts looked at and apologies sent after one push; the others stay on the desks' lists. */
const DRAFTS_LOOKED_AT = 50;
const SENT_A_PUSH = 3;
const REASONS = ['coordination', 'officer', 'system', 'mechanism'] as const;

/** Officers of an area send some of the apologies that the clock has drafted: letters in time, public ones for what is late. */
export async function sendSomeApologies({ api, day, key }: Stage, area: string): Promise<void> {
  const query = { area, on: day, state: 'raised' as const, limit: DRAFTS_LOOKED_AT };
  const { items } = await api.call(listApologies, { query }, { as: ADMINISTRATOR });
  const possible = items.filter(({ kind, dueOn }) => kind === 'public' || dueOn > day);
  const chance = chanceOf('apologies', day);
  for (const { dossierCode, kind, newDueOn, area: at } of possible.slice(0, SENT_A_PUSH)) {
    const reason = chance.pick(REASONS, () => 1);
    const body = { kind, reason, ...(newDueOn === null ? {} : { newDueOn }) };
    const sending = { as: officerOf(at), key: key(`${kind}-${dossierCode}`) };
    await api.call(sendApology, { params: { code: dossierCode }, body }, sending).catch((error: unknown) => {
      // Resolved or apologised for by the source meanwhile.
      if (!(error instanceof ApiError && error.is('dossier-state-conflict'))) throw error;
    });
  }
}
