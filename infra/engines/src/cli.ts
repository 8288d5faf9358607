import { rmSync } from 'node:fs';
import { engineStatus, ensureEngines, resetEngines, stopEngines } from './engines';
import { openHome } from './home';
import { EngineUnavailableError } from './messages';
import { removeServiceState, stopLauncher, stopServices } from './services';

const USAGE = 'engines up | stop | reset | status [--json]';

async function main(command: string | undefined, flags: readonly string[]): Promise<number> {
  const json = flags.includes('--json');
  switch (command) {
    case 'up': {
      const engines = await ensureEngines();
      if (json) process.stdout.write(`${JSON.stringify(engines)}\n`);
      return 0;
    }
    case 'stop': {
      // Services first: they drain into engines that still run.
      const launcher = (await stopLauncher()) ? ['npm start'] : [];
      const ended = [...launcher, ...(await stopServices()), ...(await stopEngines())];
      process.stdout.write(
        ended.length === 0 ? 'Không có gì đang chạy / nothing was running\n' : `Đã dừng / stopped: ${ended.join(', ')}\n`,
      );
      return 0;
    }
    case 'reset':
      await stopLauncher();
      await stopServices();
      await resetEngines();
      removeServiceState();
      // What these keys encrypted and signed has just been removed.
      rmSync(openHome().secretsFile, { force: true });
      process.stdout.write('Đã dừng và xóa dữ liệu / stopped, data removed\n');
      return 0;
    case 'status': {
      const all = await engineStatus();
      if (json) process.stdout.write(`${JSON.stringify(all)}\n`);
      else
        for (const one of all)
          process.stdout.write(
            `${one.name}: ${one.source} ${one.running ? 'đang chạy / running' : 'dừng / stopped'} ${one.address}\n`,
          );
      return all.every((one) => one.running) ? 0 : 3;
    }
    default:
      process.stderr.write(`${USAGE}\n`);
      return 2;
  }
}

main(process.argv[2], process.argv.slice(3)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // A missing program is for the user to install; a stack would only hide its name.
    process.stderr.write(`${error instanceof EngineUnavailableError ? error.message : String((error as Error).stack)}\n`);
    process.exitCode = 1;
  },
);
