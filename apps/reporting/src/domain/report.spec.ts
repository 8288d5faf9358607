import { ProblemError, plainDate } from '@thongsuot/contracts';
import { hashOf } from '@thongsuot/mongo-store';
import { loadDeclarations } from '../adapters/store/declarations';
import type { Form } from './form';
import { amended, approved, editCells, frozenText, returned, submit, type ReportContent } from './report';

const form = loadDeclarations().forms.get('II.06a')?.form as Form;
const cells = Object.fromEntries(form.columns.map(({ key }) => [key, 0]));
const draft: ReportContent = {
  revision: 1,
  form: 'II.06a',
  formVersion: 'tt01-2020',
  period: '2024-Q1',
  unit: '19360.open',
  state: 'draft',
  rows: [
    {
      key: 'ho tich',
      label: 'Hộ tịch',
      cells: { ...cells, receivedTotal: 3, receivedOnline: 2, receivedOffline: 1, resolvedTotal: 3, onTime: 3 },
    },
  ],
  edits: [],
  hash: null,
  previousHash: null,
  submittedOn: null,
  approvedOn: null,
  comments: [],
  reason: null,
};
const on = plainDate('2024-03-15');

describe('a report', () => {
  it('keeps the machine’s value beside the hand’s through several edits of one cell', () => {
    const once = { ...draft, ...editCells(draft, form, [{ row: 'ho tich', column: 'onTime', value: 2, reason: 'a' }], 'x') };
    const twice = editCells(once, form, [{ row: 'ho tich', column: 'onTime', value: 1, reason: 'b' }], 'y');
    expect(twice.edits).toEqual([{ row: 'ho tich', column: 'onTime', machine: 3, hand: 1, by: 'y', reason: 'b' }]);
  });

  it('is not sent while an identity of the form does not hold', () => {
    const broken = { ...draft, ...editCells(draft, form, [{ row: 'ho tich', column: 'onTime', value: 2, reason: 'a' }], 'x') };
    expect(() => submit(broken, form, on, hashOf)).toThrow(
      expect.objectContaining({ code: 'report-identities-broken' }) as Error,
    );
  });

  it('is frozen once sent, and chained to the revision before when amended', () => {
    const sent = { ...draft, ...submit(draft, form, on, hashOf) };
    expect(() => editCells(sent, form, [], 'x')).toThrow(ProblemError);
    const open = { ...sent, ...amended(sent, 'đếm sót') };
    expect(open).toMatchObject({ revision: 2, previousHash: sent.hash, hash: null });
    expect(submit(open, form, on, hashOf).hash).not.toBe(sent.hash);
  });

  it('moves only along its way', () => {
    const sent = { ...draft, ...submit(draft, form, on, hashOf) };
    expect(() => approved(draft, on)).toThrow(ProblemError);
    expect(() => returned(draft, [])).toThrow(ProblemError);
    expect(() => amended(draft, 'x')).toThrow(ProblemError);
    expect({ ...sent, ...returned(sent, []) }.state).toBe('returned');
    expect({ ...sent, ...approved(sent, on) }.state).toBe('approved');
  });

  it('has another hash when any cell, edit or reason differs', () => {
    const texts = [
      draft,
      { ...draft, reason: 'x' },
      { ...draft, rows: [] },
      { ...draft, edits: [{ row: 'a', column: 'b', machine: 1, hand: 1, by: 'c', reason: 'd' }] },
    ];
    expect(new Set(texts.map(frozenText)).size).toBe(texts.length);
  });
});
