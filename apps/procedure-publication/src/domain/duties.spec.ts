import { plainDate, type PostingChannel } from '@thongsuot/contracts';
import fc from 'fast-check';
import { addFigures, noFigures, unitCoverage } from './coverage';
import { cellState, rulesInForce, wasPostedOn, type DutyRule, type Posting } from './duties';

const day = (number: number) => plainDate(`2024-01-${String(number).padStart(2, '0')}`);
const rule = (over: Partial<DutyRule> = {}): DutyRule => ({
  province: '45.open',
  procedureCode: '1.000656',
  version: 1,
  kind: 'required',
  levels: ['commune'],
  channels: ['desk', 'website'],
  effectiveOn: day(2),
  decisionId: '018d073a-13ba-715e-828a-000002faf116',
  order: 'a',
  dueOn: { desk: day(9), website: day(9) },
  ...over,
});
const posting = (over: Partial<Posting> = {}): Posting => ({
  areaVersion: '19360.open',
  procedureCode: '1.000656',
  channel: 'desk',
  version: 1,
  state: 'posted',
  postedOn: day(5),
  withdrawnOn: null,
  decisionId: '018d073a-13ba-715e-828a-000002faf116',
  history: [{ version: 1, postedOn: day(5), withdrawnOn: null }],
  ...over,
});
const cell = { areaVersion: '19360.open', level: 'commune', procedureCode: '1.000656', channel: 'desk' } as const;

describe('duties', () => {
  it('follow the last decision in force on the day', () => {
    const rules = [
      rule(),
      rule({ version: 2, effectiveOn: day(10), order: 'b' }),
      rule({ kind: 'ended', effectiveOn: day(20), order: 'c' }),
    ];
    expect(rulesInForce(rules, day(1)).size).toBe(0);
    expect(rulesInForce(rules, day(9)).get('1.000656')?.version).toBe(1);
    expect(rulesInForce(rules, day(10)).get('1.000656')?.version).toBe(2);
    expect(rulesInForce(rules, day(20)).get('1.000656')?.kind).toBe('ended');
  });

  it('ask again when the procedure is amended, and to take it down when it is abolished', () => {
    expect(cellState(cell, rule(), undefined, day(3))?.state).toBe('required');
    expect(cellState(cell, rule(), posting(), day(4))?.state).toBe('required');
    expect(cellState(cell, rule(), posting(), day(5))).toMatchObject({ state: 'posted', postedOn: day(5) });
    expect(cellState(cell, rule({ version: 2 }), posting(), day(11))).toMatchObject({ state: 'required', version: 2 });
    expect(cellState(cell, rule({ kind: 'ended' }), posting(), day(21))?.state).toBe('to-withdraw');
    const down = posting({
      state: 'withdrawn',
      withdrawnOn: day(22),
      history: [{ version: 1, postedOn: day(5), withdrawnOn: day(22) }],
    });
    expect(cellState(cell, rule({ kind: 'ended' }), down, day(22))?.state).toBe('withdrawn');
    expect(wasPostedOn(down, 1, day(21))).toBe(true);
  });

  it('bind no other level, and are not there before anything was asked or done', () => {
    expect(cellState({ ...cell, level: 'district' }, rule(), undefined, day(3))).toBeNull();
    expect(cellState({ ...cell, channel: 'screen' }, rule(), undefined, day(3))).toBeNull();
  });
});

describe('coverage', () => {
  const channels: PostingChannel[] = ['desk', 'screen', 'website', 'national-db'];
  const ruleOf = fc.record({
    channels: fc.subarray(channels),
    due: fc.integer({ min: 3, max: 28 }),
    binds: fc.boolean(),
    posted: fc.array(fc.option(fc.integer({ min: 2, max: 28 })), { minLength: 4, maxLength: 4 }),
  });

  it('adds up: required = posted + missing, late within missing, channels and units sum to the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(ruleOf, { maxLength: 5 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 28 }),
        (units, on) => {
          const sum = noFigures();
          let expected = 0;
          for (const unit of units) {
            const rules = new Map(
              unit.map(({ channels: asked, due, binds }, at): [string, DutyRule] => {
                const dueOn = Object.fromEntries(asked.map((channel) => [channel, day(due)]));
                const levels = [binds ? ('commune' as const) : ('district' as const)];
                return [`1.00000${at}`, rule({ procedureCode: `1.00000${at}`, channels: asked, dueOn, levels })];
              }),
            );
            const postingOf = (code: string, channel: PostingChannel): Posting | undefined => {
              const on = unit[Number(code.slice(-1))]?.posted[channels.indexOf(channel)];
              return on === null || on === undefined
                ? undefined
                : posting({ history: [{ version: 1, postedOn: day(on), withdrawnOn: null }] });
            };
            const part = unitCoverage('commune', rules, postingOf, day(on));
            expected += unit.reduce((count, each) => count + (each.binds ? each.channels.length : 0), 0);
            const channelSum = noFigures();
            for (const figures of part.byChannel.values()) addFigures(channelSum, figures);
            expect(channelSum).toEqual({ required: part.required, posted: part.posted, missing: part.missing, late: part.late });
            expect(part.procedures.posted).toBeLessThanOrEqual(part.procedures.required);
            addFigures(sum, part);
          }
          expect(sum.required).toBe(expected);
          expect(sum.posted + sum.missing).toBe(sum.required);
          expect(sum.late).toBeLessThanOrEqual(sum.missing);
        },
      ),
    );
  });
});
