import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, livingProcess, servicePaths, startDetached, stopServices } from '@thongsuot/engines';
import { projectRoot } from './project';
import { LaunchError, say } from './say';
import { environmentOf, programOf, SERVICES, type LaptopService, type Surroundings } from './services';

const LOOK_EVERY_MS = 1000;
/** A service that ends this often within its first minutes will not come up by being started again. */
const RESTARTS_MAX = 8;

/** Starts the services, keeps them up and ends them. */
export class Supervisor {
  private readonly restarts = new Map<LaptopService, number>();
  private readonly stopping = new AbortController();
  private watching: Promise<void> | undefined;

  constructor(private readonly surroundings: Surroundings) {}

  /** Starts all services, in no particular order. What an earlier launcher left running is ended first. */
  async start(): Promise<void> {
    const left = await stopServices();
    if (left.length > 0) say(`đã kết thúc dịch vụ còn sót: ${left.join(', ')}`, 'services left from before were ended');
    const missing = SERVICES.filter((service) => !existsSync(programOf(service)));
    if (missing.length > 0) {
      throw new LaunchError(
        `chưa dựng: ${missing.join(', ')} (npm start dựng trước khi chạy)`,
        'not built; npm start builds first',
      );
    }
    await Promise.all(SERVICES.map((service) => this.startOne(service)));
  }

  /** Starts again whatever ends, until {@link stop}. @param onGivenUp told when a service keeps ending */
  watch(onGivenUp: (error: Error) => void): void {
    this.watching ??= this.lookOn().catch((error: unknown) => {
      if (!this.stopping.signal.aborted) onGivenUp(error instanceof Error ? error : new Error(String(error)));
    });
  }

  /** Ends all services in an orderly way. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
    await Promise.all(SERVICES.map((service) => endProcess(servicePaths(service).pidFile, 'gently')));
  }

  private async lookOn(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
      for (const service of SERVICES) {
        if (signal.aborted) return;
        if (!livingProcess(servicePaths(service).pidFile)) await this.restart(service);
      }
    }
  }

  private async restart(service: LaptopService): Promise<void> {
    const count = (this.restarts.get(service) ?? 0) + 1;
    this.restarts.set(service, count);
    if (count > RESTARTS_MAX) {
      throw new LaunchError(
        `${service} liên tục dừng; nhật ký: ${servicePaths(service).logFile}\n${lastLines(service)}`,
        `${service} keeps ending; its log is named above`,
      );
    }
    say(`${service} đã dừng, khởi động lại (lần ${count})`, `${service} ended, starting it again (${count})`);
    await sleep(250 * count, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    if (!this.stopping.signal.aborted) await this.startOne(service);
  }

  private async startOne(service: LaptopService): Promise<void> {
    await startDetached({
      command: process.execPath,
      args: [programOf(service)],
      cwd: projectRoot(),
      env: environmentOf(service, this.surroundings),
      ...servicePaths(service),
    });
  }
}

/** Last lines of a service's log. */
export function lastLines(service: LaptopService, count = 12): string {
  const { logFile } = servicePaths(service);
  if (!existsSync(logFile)) return '';
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
