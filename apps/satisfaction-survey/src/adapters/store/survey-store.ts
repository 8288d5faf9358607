import { createHash } from 'node:crypto';
import { ProblemError, type AreaVersionId, type IndicatorScore, type PlainDate, type UnitAt } from '@thongsuot/contracts';
import { findEach, type IndexSpec, type Store, type Tx } from '@thongsuot/mongo-store';

const INVITATIONS = 'invitations';
const ANSWERS = 'answers';

/** One invitation a dossier. Once answered it says only that it was: neither when, nor what, nor under which pack. */
export interface InvitationRow {
  _id: string;
  dossierCode: string;
  unit: UnitAt;
  within: string[];
  procedureCode: string | null;
  invitedOn: PlainDate;
  state: 'open' | 'answered';
  tokenHash?: string;
}

/** One answer, with a random id and a day: nothing that leads to an invitation, a dossier or a person. */
export interface AnswerRow {
  _id: string;
  unit: UnitAt;
  within: string[];
  procedureCode: string | null;
  answeredOn: PlainDate;
  questionnaire: { areaVersion: AreaVersionId; code: string };
  scores: IndicatorScore[];
  overall: number | null;
  satisfied: boolean;
}

/** Sums of the answers of one area and procedure. */
export interface AnswerSums {
  readonly area: AreaVersionId;
  readonly procedureCode: string | null;
  readonly answered: number;
  readonly satisfied: number;
  readonly overallSum: number;
  readonly overallCount: number;
}

/** Sums of one indicator of one questionnaire. */
export interface IndicatorSums {
  readonly questionnaire: string;
  readonly indicator: string;
  readonly answers: number;
  readonly numerator: number;
  readonly denominator: number;
}

export const surveyIndexes: readonly IndexSpec[] = [
  {
    collection: INVITATIONS,
    name: 'dossier',
    keys: { dossierCode: 1 },
    unique: true,
    serves: 'the one invitation of a dossier',
  },
  {
    collection: INVITATIONS,
    name: 'token',
    keys: { tokenHash: 1 },
    unique: true,
    partialFilter: { tokenHash: { $gte: '' } },
    serves: 'the invitation of a token',
  },
  {
    collection: INVITATIONS,
    name: 'within-day',
    keys: { within: 1, invitedOn: 1 },
    serves: 'invitations in an area and period, counted',
  },
  {
    collection: INVITATIONS,
    name: 'answered',
    keys: { state: 1 },
    // Partial: thousands of invitations come in at once, and the open ones are counted as the rest.
    partialFilter: { state: 'answered' },
    serves: 'count of those answered, for consistency',
  },
  {
    collection: ANSWERS,
    name: 'within-day',
    keys: { within: 1, answeredOn: 1 },
    serves: 'answers in an area and period, summed',
  },
];

/** SHA-256 of a token of 128 random bits: enough, as it cannot be tried. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The codes among these that have an invitation already. */
export async function findInvited(tx: Tx, codes: readonly string[]): Promise<Set<string>> {
  const options = { session: tx.session, projection: { _id: 0, dossierCode: 1 } };
  const rows = await findEach(tx.collection<InvitationRow>(INVITATIONS), 'dossierCode', codes, options);
  return new Set(rows.map(({ dossierCode }) => dossierCode));
}

export async function insertInvitations(tx: Tx, rows: readonly InvitationRow[]): Promise<void> {
  if (rows.length > 0)
    await tx.collection<InvitationRow>(INVITATIONS).insertMany([...rows], { session: tx.session, ordered: false });
}

export async function findInvitation(tx: Tx, dossierCode: string): Promise<InvitationRow | null> {
  return tx.collection<InvitationRow>(INVITATIONS).findOne({ dossierCode }, { session: tx.session });
}

/** Gives an open invitation a new token; the one before ends. */
export async function setToken(tx: Tx, id: string, token: string): Promise<void> {
  const { matchedCount } = await tx
    .collection<InvitationRow>(INVITATIONS)
    .updateOne({ _id: id, state: 'open' }, { $set: { tokenHash: tokenHash(token) } }, { session: tx.session });
  if (matchedCount !== 1) throw new ProblemError('survey-token-used');
}

/** @throws ProblemError `survey-token-unknown` or `survey-token-used` */
export async function getOpen(store: Pick<Store, 'collection'>, token: string): Promise<InvitationRow> {
  return open(await store.collection<InvitationRow>(INVITATIONS).findOne({ tokenHash: tokenHash(token) }));
}

/**
 * Uses a token up. Of two requests with one token the later meets the first one's write, runs again and finds it used.
 * @throws ProblemError `survey-token-unknown` or `survey-token-used`
 */
export async function useUp(tx: Tx, token: string): Promise<InvitationRow> {
  const invitations = tx.collection<InvitationRow>(INVITATIONS);
  const row = open(await invitations.findOne({ tokenHash: tokenHash(token) }, { session: tx.session }));
  const { matchedCount } = await invitations.updateOne(
    { _id: row._id, state: 'open' },
    { $set: { state: 'answered' } },
    { session: tx.session },
  );
  if (matchedCount !== 1) throw new ProblemError('survey-token-used');
  return row;
}

export async function insertAnswer(tx: Tx, row: AnswerRow): Promise<void> {
  await tx.collection<AnswerRow>(ANSWERS).insertOne(row, { session: tx.session });
}

/** Sums over an area with everything in it, and a period. */
export async function sumsOf(
  store: Store,
  within: string,
  { from, to }: { from: PlainDate; to: PlainDate },
): Promise<{ invited: number; groups: AnswerSums[]; indicators: IndicatorSums[] }> {
  const answers = store.collection<AnswerRow>(ANSWERS);
  const match = { $match: { within, answeredOn: { $gte: from, $lte: to } } };
  const one = (condition: unknown): unknown => ({ $sum: { $cond: [condition, 1, 0] } });
  const [invited, groups, indicators] = await Promise.all([
    store.collection<InvitationRow>(INVITATIONS).countDocuments({ within, invitedOn: { $gte: from, $lte: to } }),
    answers
      .aggregate<AnswerSums & { _id: { area: AreaVersionId; procedureCode: string | null } }>([
        match,
        {
          $group: {
            _id: { area: '$unit.areaVersion', procedureCode: '$procedureCode' },
            answered: { $sum: 1 },
            satisfied: one('$satisfied'),
            overallSum: { $sum: '$overall' },
            overallCount: one({ $ne: ['$overall', null] }),
          },
        },
      ])
      .toArray(),
    answers
      .aggregate<IndicatorSums & { _id: { questionnaire: string; indicator: string } }>([
        match,
        { $unwind: '$scores' },
        {
          $group: {
            _id: { questionnaire: '$questionnaire.code', indicator: '$scores.indicator' },
            answers: { $sum: 1 },
            numerator: { $sum: '$scores.numerator' },
            denominator: { $sum: '$scores.denominator' },
          },
        },
      ])
      .toArray(),
  ]);
  return {
    invited,
    groups: groups.map(({ _id, ...sums }) => ({ ...sums, ..._id })),
    indicators: indicators.map(({ _id, ...sums }) => ({ ...sums, ..._id })),
  };
}

/** Counts for `/consistency`. */
export async function surveyCounts(store: Store): Promise<Record<string, number>> {
  const invitations = store.collection<InvitationRow>(INVITATIONS);
  const [invited, answered, answers] = await Promise.all([
    invitations.countDocuments({}),
    invitations.countDocuments({ state: 'answered' }),
    store.collection(ANSWERS).countDocuments({}),
  ]);
  return { invitations: invited, 'invitations-answered': answered, answers };
}

function open(row: InvitationRow | null): InvitationRow {
  if (!row) throw new ProblemError('survey-token-unknown');
  if (row.state === 'answered') throw new ProblemError('survey-token-used');
  return row;
}
