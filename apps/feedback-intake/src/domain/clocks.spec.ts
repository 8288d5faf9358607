import { vietnamCalendar } from '@thongsuot/calendar';
import { plainDate } from '@thongsuot/contracts';
import { shippedClocks } from '../config/clocks';
import { FeedbackClocks, type Dated } from './clocks';

const day = plainDate;
const at = (more: Partial<Dated>): Dated => ({
  receivedOn: day('2024-02-05'),
  forwardedOn: null,
  answeredOn: null,
  supplementedOn: null,
  state: 'received',
  inCompetence: null,
  ...more,
});

describe('the terms of handling feedback', () => {
  const clocks = shippedClocks();

  it.each([
    ['taken on or passed on within two', at({}), '2024-02-07', false],
    // 08/02/2024 to 14/02/2024 is Tết: the five working days after 05/02 are 06, 07, 15, 16 and 19/02.
    ['forwarded within five, Tết left out', at({ state: 'classified', inCompetence: false }), '2024-02-19', true],
    ['resolved within fifteen of receipt', at({ state: 'classified', inCompetence: true }), '2024-03-04', false],
    [
      'resolved within fifteen of the last transfer',
      at({ state: 'forwarded', forwardedOn: day('2024-02-20') }),
      '2024-03-12',
      false,
    ],
    [
      'resolved within fifteen of the supplement',
      at({ state: 'forwarded', forwardedOn: day('2024-02-20'), supplementedOn: day('2024-03-01') }),
      '2024-03-22',
      false,
    ],
    [
      'published within two of the answer, the weekend left out',
      at({ state: 'answered', answeredOn: day('2024-03-01') }),
      '2024-03-05',
      false,
    ],
  ] as const)('%s', (_, dated, dueOn, confirmed) => {
    expect(clocks.findDue(dated)).toEqual({ dueOn, confirmed });
  });

  it.each(['awaiting-supplement', 'published', 'refused'] as const)('has no term while %s', (state) => {
    expect(clocks.findDue(at({ state }))).toBeNull();
    expect(clocks.findSupplementDue(at({ state }))).toBeNull();
  });

  it('knows the five days of the decree alone before the rules of the portal', () => {
    const before = at({ receivedOn: day('2020-03-02') });
    expect(clocks.findDue(before)).toEqual({ dueOn: '2020-03-09', confirmed: true });
    expect(clocks.findDue({ ...before, state: 'classified', inCompetence: true })).toBeNull();
    expect(clocks.findSupplementDue(before)).toBeNull();
    expect(clocks.findSupplementDue(at({}))).toBe('2024-02-19');
  });

  it('sets no term on a day that no rule covers', () => {
    const none = { title: '', note: '', rules: [{ version: 'v', validFrom: day('2030-01-01'), validTo: null, clocks: [] }] };
    expect(new FeedbackClocks(none, vietnamCalendar()).findDue(at({}))).toBeNull();
  });
});
