import { logContract } from '../../test/log-contract';
import { record } from '../../test/support/events';
import { MemoryLog } from './memory-log';

describe('the log in memory', () => {
  logContract({ open: () => Promise.resolve(new MemoryLog()), named: (name) => name });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('can fail %s a request took hold', async (when, appended) => {
    const log = new MemoryLog();
    await (await log.admin()).ensureTopics([{ topic: 't', partitions: 1 }]);
    log.failNextAppend = when;
    await expect(log.writer().append('t', [record(1)])).rejects.toThrow('no answer');
    expect(log.records({ topic: 't', partition: 0 })).toHaveLength(appended);
  });
});
