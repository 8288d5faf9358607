import fc from 'fast-check';
import { packRows, unpackRows, unpackedRows } from './packed-rows';

describe('packed rows', () => {
  it('come back as they were, whatever their counters', () => {
    const counter = fc.oneof(
      fc.constant(0),
      fc.integer({ min: -3, max: 300 }),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.array(counter, { maxLength: 600 }), (width, numbers) => {
        const rows = Math.ceil(numbers.length / width);
        const counters = new Int32Array(rows * width);
        counters.set(numbers);
        expect([...unpackedRows(packRows(counters, width), width, rows)]).toEqual([...counters]);
      }),
    );
  });

  it('take no room for what is zero', () => {
    const counters = new Int32Array(1200);
    counters[1188] = 1;
    expect(packRows(counters, 12).length).toBe(3);
  });

  it('refuse bytes that end within a number', () => {
    expect(() => {
      unpackRows(Buffer.from([1, 1, 0x80]), 1, () => undefined);
    }).toThrow('end within a number');
  });
});
