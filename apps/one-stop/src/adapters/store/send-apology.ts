import { ProblemError, giveLatenessReason, sendApology, type PlainDate } from '@thongsuot/contracts';
import type { CommandKey, Tx } from '@thongsuot/mongo-store';
import type { Caller, Kit } from '@thongsuot/service-kit';
import type { Rules } from '../../config/rules';
import { judgeApology } from '../../domain/apology';
import { ruleOn } from '../../domain/apology-rules';
import { apologyId } from './apology-id';
import { afterSending, apologyRow, emitApology, nextRow, replaceRows } from './apology-rows';
import { mustSee } from './scope';
import { APOLOGIES, DOSSIERS, type ApologyRow, type DossierRow } from './rows';

/** An apology as an officer records it. */
export interface ApologyCommand {
  readonly code: string;
  readonly kind: 'letter' | 'public';
  readonly sentOn?: PlainDate | undefined;
  readonly newDueOn?: PlainDate | undefined;
  readonly reason?: string | undefined;
}

/** Records an apology, with its event and the change of the dossier. @throws ProblemError as the rules say */
export async function recordApology(
  kit: Kit,
  rules: Rules,
  caller: Caller,
  key: CommandKey | null,
  command: ApologyCommand,
): Promise<ApologyRow> {
  const { code, kind, newDueOn = null, reason } = command;
  assertReason(rules, reason);
  const { answer } = await kit.commands.run(key, async (tx) => {
    const dossier = await dossierOf(tx, kit, caller, code);
    const today = kit.clock.today();
    const apologies = tx.collection<ApologyRow>(APOLOGIES);
    const known = await apologies.findOne({ _id: apologyId(kind, code) }, { session: tx.session });
    const given = { kind, sentOn: command.sentOn ?? today, newDueOn };
    const rule = ruleOn(rules.apologies, dossier.state.dueOn ?? today);
    const { inTime } = judgeApology(dossier.state, given, known?.kind === 'public' && known.state === 'sent', today, rule);
    const base = known ?? apologyRow(dossier, kind, 'raised', today, newDueOn);
    const sent = afterSending(dossier, { ...base, reason: reason ?? base.reason }, given, inTime);
    const packId = tx.stamp(dossier.lastPackId);
    const next = { ...sent, ...(reason === undefined ? {} : { latenessReason: reason }) };
    await replaceRows(tx, [{ before: dossier, after: nextRow(tx, dossier, next, packId, { tree: kit.areas.tree, rules }) }]);
    await apologies.replaceOne({ _id: sent.apology._id }, sent.apology, { session: tx.session, upsert: true });
    emitApology(tx, sent.apology, dossier.state);
    tx.audit({ actor: caller.subject, action: sendApology.id, subject: `dossier:${code}`, detail: { kind, inTime } });
    return sent.apology;
  });
  return answer;
}

/** Keeps the coded reason of a dossier's lateness; no figure is made of it, so no event says it. */
export async function recordReason(
  kit: Kit,
  rules: Rules,
  caller: Caller,
  key: CommandKey | null,
  command: { readonly code: string; readonly reason: string },
): Promise<DossierRow> {
  const { code, reason } = command;
  assertReason(rules, reason);
  const { answer } = await kit.commands.run(key, async (tx) => {
    const dossier = await dossierOf(tx, kit, caller, code);
    const after: DossierRow = { ...dossier, latenessReason: reason, rev: dossier.rev + 1 };
    await replaceRows(tx, [{ before: dossier, after }]);
    tx.audit({ actor: caller.subject, action: giveLatenessReason.id, subject: `dossier:${code}`, detail: { reason } });
    return after;
  });
  return answer;
}

async function dossierOf(tx: Tx, kit: Kit, caller: Caller, code: string): Promise<DossierRow> {
  const row = await tx.collection<DossierRow>(DOSSIERS).findOne({ _id: code }, { session: tx.session });
  return mustSee(kit, caller, row);
}

function assertReason(rules: Rules, reason: string | undefined): void {
  if (reason === undefined || rules.reasons.some(({ code }) => code === reason)) return;
  throw new ProblemError('validation-failed', {
    errors: [
      {
        pointer: '/reason',
        code: 'reason-unknown',
        message: 'Nguyên nhân ngoài danh mục / The reason is not one of the list',
      },
    ],
  });
}
