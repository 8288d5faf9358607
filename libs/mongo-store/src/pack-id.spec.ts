import fc from 'fast-check';
import { ManualClock } from '@thongsuot/calendar';
import { packIdAfter, packIdAt, uuidV7, type PackId } from './pack-id';

const SHAPE = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const instant = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2090, 0) });

describe('pack ids', () => {
  it('rise along an aggregate, whatever the clocks of the machines that write it say', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(instant, fc.integer({ min: 1, max: 256 })), { minLength: 2, maxLength: 30 }), (commands) => {
        const written: PackId[] = [];
        let last: PackId | null = null;
        for (const [ms, packs] of commands) {
          last = packIdAfter(last, new ManualClock(new Date(ms)));
          for (let index = 0; index < packs; index += 85) written.push(packIdAt(last, index));
          written.push(packIdAt(last, packs - 1));
        }
        const distinct = [...new Set(written)];
        expect([...distinct].sort()).toEqual(distinct);
        for (const id of written) expect(id).toMatch(SHAPE);
      }),
      { seed: 1 },
    );
  });

  it('differ above one floor, which two aggregates may share', () => {
    const clock = new ManualClock('2020-01-01T00:00:00Z');
    const floor = packIdAfter(null, new ManualClock('2026-01-05T02:00:00Z'));
    const ids = Array.from({ length: 500 }, () => packIdAfter(floor, clock));
    expect(new Set(ids).size).toBe(500);
    expect(ids.every((id) => id > floor)).toBe(true);
  });

  it('tell the time they were made, and are of that time where no floor is above it', () => {
    const clock = new ManualClock('2026-01-05T02:00:00Z');
    const ms = clock.now().getTime().toString(16).padStart(12, '0');
    const older = packIdAfter(null, new ManualClock('2026-01-05T01:00:00Z'));
    for (const id of [packIdAfter(older, clock), uuidV7(clock)]) expect(id.replaceAll('-', '').slice(0, 12)).toBe(ms);
  });

  it('end at 256 packs a command', () => {
    const first = packIdAfter(null, new ManualClock('2026-01-05T02:00:00Z'));
    expect(packIdAt(first, 255).slice(0, -2)).toBe(first.slice(0, -2));
    expect(() => packIdAt(first, 256)).toThrow(RangeError);
  });
});
