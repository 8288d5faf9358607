import { startGateway, type RunningGateway } from './gateway';

function end(gateway: RunningGateway): void {
  gateway.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}

startGateway(process.env).then(
  (gateway) => {
    process.once('SIGTERM', () => {
      end(gateway);
    });
    process.once('SIGINT', () => {
      end(gateway);
    });
  },
  (error: unknown) => {
    process.stderr.write(`gateway: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
