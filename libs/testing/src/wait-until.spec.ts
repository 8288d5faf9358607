import { waitUntil } from './wait-until';

describe('waitUntil', () => {
  it('returns the first true answer', async () => {
    let looks = 0;
    const answer = await waitUntil(() => (looks++ < 3 ? undefined : `after ${looks}`), { intervalMs: 1 });
    expect(answer).toBe('after 4');
  });

  it('takes a thrown error as “not yet” and 0 as an answer', async () => {
    let looks = 0;
    const answer = await waitUntil(
      () => {
        if (looks++ === 0) throw new Error('not there');
        return 0;
      },
      { intervalMs: 1 },
    );
    expect(answer).toBe(0);
  });

  it('fails after its time, naming what was waited for and what was seen', async () => {
    await expect(waitUntil(() => false, { timeoutMs: 5, intervalMs: 1, what: 'the moon' })).rejects.toThrow(
      'Waited 5 ms for the moon; last seen: false',
    );
  });
});
