import type { IndexSpec } from '@thongsuot/mongo-store';

export const PROCEDURES = 'procedures';
export const VERSIONS = 'procedure-versions';
export const DECISIONS = 'decisions';
export const RULES = 'duty-rules';
/** Postings one by one, as they were kept before sheets. */
export const OLD_POSTINGS = 'postings';
export const SHEETS = 'posting-sheets';
export const OPENINGS = 'openings';
export const CHECKS = 'accuracy-checks';
export const PAGES = 'checked-pages';
export const BOOKS = 'unit-books';

export const collections = [PROCEDURES, VERSIONS, DECISIONS, RULES, SHEETS, OPENINGS, BOOKS, CHECKS, PAGES];

export const indexes: readonly IndexSpec[] = [
  { collection: PROCEDURES, name: 'by-change', keys: { stamp: 1 }, serves: 'procedures written since search last looked' },
  { collection: VERSIONS, name: 'by-code', keys: { code: 1, version: 1 }, unique: true, serves: 'versions of a procedure' },
  { collection: VERSIONS, name: 'by-text', keys: { texts: 1 }, serves: 'versions that rest on a legal text' },
  {
    collection: DECISIONS,
    name: 'by-number',
    keys: { province: 1, signedOn: -1, number: 1 },
    unique: true,
    serves: 'decisions of a province, latest first; the same one twice is refused',
  },
  {
    collection: RULES,
    name: 'by-province',
    keys: { province: 1, procedureCode: 1 },
    serves: 'what binds the units of a province',
  },
  { collection: RULES, name: 'by-change', keys: { order: 1 }, serves: 'rules made since memory last looked' },
  { collection: SHEETS, name: 'by-change', keys: { stamp: 1 }, serves: 'sheets written since memory last looked' },
  { collection: SHEETS, name: 'rechecks', keys: { recheckOn: 1 }, serves: 'units with a posting to look at again' },
  { collection: CHECKS, name: 'by-time', keys: { checkedAt: -1 }, serves: 'checks, latest first' },
  { collection: OPENINGS, name: 'waiting', keys: { state: 1, openOn: 1 }, serves: 'duties that come into force by a day' },
  { collection: OPENINGS, name: 'due', keys: { state: 1, dueOn: 1 }, serves: 'open duties whose last day has passed' },
  { collection: OPENINGS, name: 'by-decision', keys: { decisionId: 1, state: 1 }, serves: 'progress of a decision' },
];
