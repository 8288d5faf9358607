import { consistencyOf, type ServiceStatement } from './consistency';

const oneStop: ServiceStatement = {
  service: 'one-stop',
  outbox: { streamId: 's', waitingPacks: 0, oldestSeconds: 0, numbered: 12 },
  read: [],
  parked: 0,
  asOf: '2024-03-16T01:00:00.000Z',
  counts: { dossiers: 10 },
};
const reporting: ServiceStatement = {
  service: 'reporting',
  outbox: { streamId: 'r', waitingPacks: 0, oldestSeconds: 0, numbered: 0 },
  read: [
    { topic: 'ts.one-stop.events', partition: 0, known: { '/h50/one-stop/r': 9, '/h50/one-stop/s': 7 } },
    { topic: 'ts.one-stop.events', partition: 1, known: { '/h50/one-stop/s': 5 } },
  ],
  parked: 0,
  asOf: '2024-03-16T01:00:00.000Z',
  counts: { 'one-stop.dossiers': 10 },
};

describe('consistency', () => {
  it('holds where readers applied what writers numbered under their present stream, and counts agree', () => {
    const told = consistencyOf([oneStop, reporting]);
    expect(told.consistent).toBe(true);
    expect(told.flows).toEqual([
      { topic: 'ts.one-stop.events', from: 'one-stop', to: 'reporting', numbered: 12, applied: 12, equal: true },
    ]);
    expect(told.agreements).toEqual([
      { what: 'dossiers', owner: 'one-stop', ownerCount: 10, reader: 'reporting', readerCount: 10, equal: true },
    ]);
  });

  it.each([
    [
      'an event is not applied',
      [{ ...oneStop, outbox: { streamId: 's', waitingPacks: 1, oldestSeconds: 1, numbered: 13 } }, reporting],
    ],
    ['a count differs', [{ ...oneStop, counts: { dossiers: 11 } }, reporting]],
    ['an event is parked', [oneStop, { ...reporting, parked: 1 }]],
    ['a service does not answer', [oneStop, reporting, { service: 'directory', unavailable: true as const }]],
  ])('does not hold where %s', (_, statements) => {
    expect(consistencyOf(statements).consistent).toBe(false);
  });
});
