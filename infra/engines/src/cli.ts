import { engineStatus, ensureEngines, resetEngines, stopEngines } from './engines';
import { EngineUnavailableError } from './messages';

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
      const ended = await stopEngines();
      process.stdout.write(
        ended.length === 0
          ? 'Không có engine nào đang chạy / no engine was running\n'
          : `Đã dừng / stopped: ${ended.join(', ')}\n`,
      );
      return 0;
    }
    case 'reset':
      await resetEngines();
      process.stdout.write('Đã xóa dữ liệu các engine / engine data removed\n');
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
