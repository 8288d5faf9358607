import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanAfterFile, engines, testNamespace } from '@thongsuot/testing';
import { runFaults } from '../src/faults/run-faults';

cleanAfterFile();

it('loses and doubles nothing while processes are killed under load', async () => {
  const { kafka, mongodb } = await engines();
  const report = await runFaults({
    kills: 6,
    mongodbUri: mongodb.uri,
    brokers: kafka.brokers,
    namespace: testNamespace(),
    logs: mkdtempSync(join(tmpdir(), 'faults-')),
    seed: 20_260_105,
  });
  expect(report).toMatchObject({ lost: 0, doubled: 0, parked: 0, waitingPacks: 0 });
  expect(report.commands).toBeGreaterThan(100);
  expect(Object.values(report.kills).reduce((sum, kills) => sum + kills, 0)).toBe(6);
}, 120_000);
