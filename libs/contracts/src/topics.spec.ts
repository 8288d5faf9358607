import { murmur2 } from './murmur2';
import { partitionOf, TOPICS, topicName } from './topics';

describe('murmur2', () => {
  // Published values of Kafka's own tests: equal hashes mean other Kafka clients choose the same partition.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s agrees with Kafka', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });
});

describe('partitionOf', () => {
  it.each([
    ['19360.open', 6, 0],
    ['19360.2025-07-01', 6, 3],
    ['23485.open', 6, 4],
    ['45.open', 3, 1],
    ['44.2025-07-01', 3, 2],
  ])('keeps %s of %i in partition %i for ever', (key, count, partition) => {
    expect(partitionOf(key, count)).toBe(partition);
  });

  it('spreads the communes over all partitions', () => {
    const sizes = new Array<number>(6).fill(0);
    for (let code = 0; code < 10_599; code += 1) {
      const at = partitionOf(`${String(code).padStart(5, '0')}.open`, 6);
      sizes[at] = (sizes[at] ?? 0) + 1;
    }
    expect(Math.min(...sizes)).toBeGreaterThan(1_600);
    expect(Math.max(...sizes)).toBeLessThan(1_950);
  });

  it('refuses a count that is no count', () => {
    expect(() => partitionOf('45.open', 0)).toThrow(RangeError);
  });
});

describe('topics', () => {
  it('keeps every fact for ever, uncompacted', () => {
    for (const spec of Object.values(TOPICS)) expect(spec).toMatchObject({ retentionMs: -1, cleanupPolicy: 'delete' });
  });

  it('names them by service, behind the namespace of the instance', () => {
    expect(topicName('one-stop')).toBe('one-stop.events');
    expect(topicName('one-stop', 'h50')).toBe('h50.one-stop.events');
  });
});
