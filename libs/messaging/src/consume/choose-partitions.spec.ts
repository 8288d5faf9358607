import fc from 'fast-check';
import { choosePartitions, type Choice } from './choose-partitions';

interface Partition {
  readonly name: string;
  readonly waiting: number;
  readonly behind: number;
  readonly passedOver: number;
}

const partition = (name: string, waiting: number, { behind = 0, passedOver = 0 } = {}): Partition => ({
  name,
  waiting,
  behind,
  passedOver,
});
const chooseOf = (states: readonly Partition[], room: number): Choice<Partition>[] =>
  choosePartitions(states, room, ({ waiting }) => waiting);
const namesOf = (states: readonly Partition[], room: number): string[] =>
  chooseOf(states, room).map(({ state, count }) => `${state.name}:${String(count)}`);

describe('choosePartitions', () => {
  it('takes all that was read to its end', () => {
    expect(namesOf([partition('a', 3), partition('b', 5), partition('c', 0)], 10)).toEqual(['b:5', 'a:3', 'c:0']);
  });

  it('leaves those that have more in the log to gather, but for the fullest', () => {
    const states = [partition('a', 30, { behind: 900 }), partition('b', 50, { behind: 900 }), partition('c', 4)];
    expect(namesOf(states, 100)).toEqual(['b:50', 'c:4']);
  });

  it('takes a part of the first where it alone exceeds the room, and none behind it', () => {
    expect(namesOf([partition('a', 30), partition('b', 50)], 20)).toEqual(['b:20']);
  });

  it('takes no part of a partition behind the first', () => {
    expect(namesOf([partition('a', 30), partition('b', 50)], 60)).toEqual(['b:50']);
  });

  it('steps past repeats even while others are full', () => {
    expect(namesOf([partition('a', 80), partition('b', 0)], 20)).toEqual(['a:20', 'b:0']);
  });

  it('takes what waits beside partitions that stood idle for any number of commits', () => {
    const idle = ['x', 'y', 'z'].map((name) => partition(name, 0, { passedOver: 1500 }));
    expect(namesOf([...idle, partition('a', 30, { behind: 900 })], 20)).toEqual(['a:20', 'x:0', 'y:0', 'z:0']);
  });

  it('comes to every partition in the end, whatever the others get meanwhile', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 400 }), (inflow, room) => {
        let states = inflow.map((size, index) => partition(String(index), index === 0 ? 1 : size, { behind: 1 }));
        for (let commit = 0; commit < 10_000; commit++) {
          const taken = new Map(chooseOf(states, room).map(({ state, count }) => [state.name, count]));
          if (taken.has('0')) return true;
          // The others are full again at once; the first one never gets more than the one event it has.
          states = states.map((state, index) => {
            const passedOver = taken.has(state.name) ? 0 : state.passedOver + 1;
            return partition(state.name, index === 0 ? 1 : (inflow[index] ?? 0), { behind: 1, passedOver });
          });
        }
        return false;
      }),
    );
  });

  it('never takes more than there is room for, and something wherever something waits', () => {
    const any = fc.array(fc.record({ waiting: fc.nat(300), behind: fc.nat(1), passedOver: fc.nat(5000) }), { maxLength: 8 });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 500 }), (given, room) => {
        const states = given.map(({ waiting, ...rest }, index) => partition(String(index), waiting, rest));
        const sum = chooseOf(states, room).reduce((total, { count }) => total + count, 0);
        return sum <= room && (sum > 0 || given.every(({ waiting }) => waiting === 0));
      }),
    );
  });
});
