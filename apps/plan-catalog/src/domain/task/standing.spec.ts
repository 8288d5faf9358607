import { plainDate } from '@thongsuot/contracts';
import { isNear } from './near';
import type { Occurrence } from './occurrence';
import { replan } from './replan';
import { occurrenceOn } from './state-on';

const day = plainDate;
const base: Occurrence = {
  ...{ key: '2022-Q1', taskId: 't', kind: 'recurring', state: 'completed', startsOn: day('2022-01-01') },
  steps: [
    { name: null, recipient: 'Phòng Nội vụ', dueOn: day('2022-03-14'), doneOn: day('2022-03-10') },
    { name: null, recipient: 'Hệ thống', dueOn: day('2022-03-15'), doneOn: day('2022-03-20') },
  ],
  ...{ evidence: [], postponements: [], triggeredOn: null, completedOn: day('2022-03-20') },
};

describe('an occurrence on another day', () => {
  it.each([
    ['2021-12-31', 'waiting', null],
    ['2022-01-01', 'open', null],
    ['2022-03-12', 'open', '2022-03-10'],
    ['2022-03-16', 'overdue', '2022-03-10'],
    ['2022-03-20', 'completed', '2022-03-10'],
  ])('on %s it is %s', (on, state, firstDone) => {
    const shown = occurrenceOn(base, day(on));
    expect([shown.state, shown.steps[0]?.doneOn]).toEqual([state, firstDone]);
  });

  it('a cancelled one stays so', () => {
    expect(occurrenceOn({ ...base, state: 'cancelled' }, day('2022-01-01')).state).toBe('cancelled');
  });
});

describe('a corrected time of a task in force', () => {
  const open: Occurrence = {
    ...base,
    state: 'overdue',
    completedOn: null,
    steps: [base.steps[0]!, { ...base.steps[1]!, doneOn: null }],
  };
  const wanted = (key: string, dueOn: string): Occurrence => ({
    ...{ ...base, key, state: 'waiting', completedOn: null },
    steps: base.steps.map((step) => ({ ...step, dueOn: day(dueOn), doneOn: null })),
  });

  it('moves open ones with their done steps, adds new ones, cancels what is no longer asked, leaves the finished', () => {
    const gone = { ...open, key: '2022-Q2' };
    const { added, changed } = replan(
      [open, gone, { ...base, key: '2022-Q3' }],
      [wanted('2022-Q1', '2022-04-30'), wanted('2022-Y', '2022-12-15')],
      day('2022-03-16'),
    );
    expect(added.map((one) => one.key)).toEqual(['2022-Y']);
    expect(changed.map(({ after }) => [after.key, after.state, after.steps.map((step) => step.doneOn)])).toEqual([
      ['2022-Q1', 'open', ['2022-03-10', null]],
      ['2022-Q2', 'cancelled', ['2022-03-10', null]],
    ]);
  });

  it('what a trigger opened is not planned and so not touched', () => {
    expect(replan([{ ...open, kind: 'event' }], [], day('2022-03-16'))).toEqual({ added: [], changed: [] });
  });
});

it.each([
  ['2022-03-16', true],
  ['2022-02-14', true],
  ['2022-02-13', false],
  ['2022-03-17', false],
])('a fact of %s calls for a reaction on 16/3: %s', (on, near) => {
  expect(isNear(day(on), day('2022-03-16'))).toBe(near);
});
