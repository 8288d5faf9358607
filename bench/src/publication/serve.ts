import { definition } from '@thongsuot/procedure-publication';
import { startService } from '@thongsuot/service-kit';
import { syntheticTree } from '../rollup/synthetic-tree';

/** The real service over the synthetic tree, as a process of its own so that its memory can be told. */
startService(definition, process.env, { tree: syntheticTree() }).then(
  (service) => {
    process.stdout.write(`${service.url}\n`);
    process.once('SIGTERM', () => {
      void service.close().then(() => process.exit());
    });
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
