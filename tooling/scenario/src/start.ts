import { setTimeout as sleep } from 'node:timers/promises';
import { loadReferenceTree } from '@thongsuot/areas';
import { listDossiers } from '@thongsuot/contracts';
import { ensureEngines, laptopSecrets } from '@thongsuot/engines';
import { DEMO_SEED } from './generate/dossiers';
import { KON_TUM_2022, QUANG_TRI_2024 } from './generate/quarters';
import { becomeLauncher, resignLauncher } from './launch/lock';
import { freePorts } from './launch/ports';
import { scenarioPaths } from './launch/project';
import { waitUntilReady } from './launch/readiness';
import { lastPorts, readRunFile, writeRunFile, type RunFile } from './launch/run-file';
import { LaunchError, say } from './launch/say';
import { setScenarioDay } from './launch/scenario-clock';
import { SERVICES } from './launch/services';
import { Supervisor } from './launch/supervisor';
import { TokenMaker } from './launch/tokens';
import { Api } from './play/api';
import { isPlayed, playAll } from './play/play';
import { Progress } from './play/progress';
import { ADMINISTRATOR } from './play/stage';
import { printTables } from './tables';

/** How `npm start` was asked for. */
export interface StartOptions {
  /** Ends after the tables, with an exit code that says whether all is as it must be. */
  readonly once: boolean;
  /** Raised by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Brings the whole system up, plays what of the scenario is not played yet, prints the tables. @returns the exit code */
export async function start({ once, signal }: StartOptions): Promise<number> {
  const other = becomeLauncher();
  if (other !== null) return useRunning(other.pid, signal);
  const failing = new AbortController();
  const both = AbortSignal.any([signal, failing.signal]);
  let supervisor: Supervisor | undefined;
  try {
    const { brokers, uri, surroundings } = await prepare();
    say(`Kafka ${brokers}; kho dữ liệu ${uri}`, 'engines are up');
    supervisor = new Supervisor(surroundings);
    await supervisor.start();
    supervisor.watch((error) => {
      failing.abort(error);
    });
    say(`đang khởi động ${SERVICES.length} dịch vụ`, `starting ${SERVICES.length} services`);
    await waitUntilReady(surroundings.ports, both);
    const maker = new TokenMaker(surroundings.secrets.tokenSigningKey);
    const run = writeRunFile(surroundings.engines, surroundings.ports, await maker.demoTokens());
    say(`sẵn sàng: ${run.gateway}`, 'ready');
    const isRight = await playAndPrint(run, maker, both);
    if (once) return isRight ? 0 : 1;
    say('hệ thống đang chạy; Ctrl-C để dừng', 'up and running; Ctrl-C ends it');
    await sleep(2 ** 31 - 1, undefined, { signal: both });
    return 0;
  } catch (error) {
    if (signal.aborted) return once ? 130 : 0;
    throw failing.signal.aborted ? (failing.signal.reason as Error) : error;
  } finally {
    if (supervisor) {
      say(
        'đang dừng các dịch vụ (Kafka và kho dữ liệu vẫn chạy: npm run stop)',
        'ending the services; npm run stop ends the engines',
      );
      await supervisor.stop();
    }
    resignLauncher();
  }
}

async function prepare(): Promise<{
  brokers: string;
  uri: string;
  surroundings: ConstructorParameters<typeof Supervisor>[0];
}> {
  process.env['PROFILE'] ??= 'laptop';
  const engines = await ensureEngines({
    log: (line) => {
      process.stderr.write(`  ${line}\n`);
    },
  });
  const secrets = laptopSecrets();
  const ports = await freePorts(lastPorts());
  const { clockFile } = scenarioPaths();
  const progress = Progress.read(DEMO_SEED);
  // Services must never see the machine's own day: reminders of the plans would be two years late.
  if (!progress.hasBegun) await setScenarioDay(KON_TUM_2022.from);
  else if (isPlayed(progress)) await setScenarioDay(QUANG_TRI_2024.end);
  return {
    brokers: engines.kafka.brokers.join(','),
    uri: engines.mongodb.uri,
    surroundings: { engines, secrets, ports, clockFile },
  };
}

async function playAndPrint(run: RunFile, maker: TokenMaker, signal: AbortSignal): Promise<boolean> {
  const api = new Api(run.gateway, maker, signal);
  const tree = loadReferenceTree();
  const progress = await progressThatFits(api);
  if (!isPlayed(progress)) await playAll({ api, run, tree, progress, seed: DEMO_SEED, signal });
  return printTables({ api, run, tree, progress, signal });
}

/** The stored progress, unless the stores were emptied since: then the play begins anew. */
async function progressThatFits(api: Api): Promise<Progress> {
  const progress = Progress.read(DEMO_SEED);
  if (!progress.isDone(`${KON_TUM_2022.key}/${KON_TUM_2022.from}`)) return progress;
  const query = { area: KON_TUM_2022.province, on: KON_TUM_2022.end, limit: 1 };
  const { items } = await api.call(listDossiers, { query }, { as: ADMINISTRATOR });
  if (items.length > 0) return progress;
  say('kho dữ liệu đã trống, kịch bản bắt đầu lại', 'the stores are empty, the scenario begins anew');
  await setScenarioDay(KON_TUM_2022.from);
  return Progress.fresh(DEMO_SEED);
}

/** Another `npm start` is up: its tables are printed, nothing is started or ended. */
async function useRunning(pid: number, signal: AbortSignal): Promise<number> {
  const run = readRunFile();
  const progress = Progress.read(DEMO_SEED);
  if (run === undefined || !isPlayed(progress)) {
    throw new LaunchError(
      `npm start đang chạy (tiến trình ${pid}) và chưa xong kịch bản; hãy chờ, hoặc dừng nó trước`,
      `npm start is running (process ${pid}) and still plays; wait for it, or end it first`,
    );
  }
  say(`npm start đang chạy (tiến trình ${pid}), dùng hệ thống đó`, `npm start runs already (process ${pid}), using that system`);
  process.env['PROFILE'] ??= 'laptop';
  const api = new Api(run.gateway, new TokenMaker(laptopSecrets().tokenSigningKey), signal);
  return (await printTables({ api, run, tree: loadReferenceTree(), progress, signal })) ? 0 : 1;
}
