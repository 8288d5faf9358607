import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadReferenceTree } from '@thongsuot/areas';
import {
  II06A_COLUMNS,
  nilCells,
  QUARTERS,
  readRunFile,
  recountII06a,
  sentFolder,
  type II06aCells,
  type Quarter,
} from '@thongsuot/scenario';

const CLI = join(__dirname, '..', '..', 'tooling', 'scenario', 'dist', 'cli.js');
/** The whole first play on a small machine, other tests beside it. */
const PLAY_TIMEOUT_MS = 9 * 60_000;

interface RollUp {
  readonly total: { readonly cells: II06aCells };
  readonly own: { readonly cells: II06aCells };
  readonly rows: readonly { readonly label: string; readonly cells: II06aCells }[];
  readonly children: readonly { readonly area: { readonly code: string }; readonly cells: II06aCells }[];
}

/** Runs the main job until its tables are printed, or uses the one that is up. */
class MainJob {
  output = '';
  private errors = '';
  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
  }

  static async start(): Promise<MainJob> {
    const child = spawn(process.execPath, [CLI, 'start'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const job = new MainJob(child);
    while (!job.output.includes('Xem ở đâu')) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${job.errors.slice(-3000)}`);
      await sleep(200);
    }
    return job;
  }

  /** Ends it as Ctrl-C would. @returns its exit code */
  async end(): Promise<number | null> {
    if (this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once('exit', resolve));
      this.child.kill('SIGTERM');
      await ended;
    }
    return this.child.exitCode;
  }
}

describe('the main job', () => {
  const tree = loadReferenceTree();
  let job: MainJob;

  beforeAll(async () => {
    job = await MainJob.start();
  }, PLAY_TIMEOUT_MS);

  afterAll(async () => {
    await job.end();
  }, 60_000);

  const rollUp = async (quarter: Quarter, area: string): Promise<RollUp> => {
    const run = readRunFile();
    if (run === undefined) throw new Error('run.json is missing');
    const query = new URLSearchParams({ area, period: quarter.key, on: quarter.end, form: 'II.06a', children: 'true' });
    const headers = { authorization: `Bearer ${run.tokens['administrator'] ?? ''}` };
    const response = await fetch(`${run.gateway}/api/v1/rollups?${query.toString()}`, { headers });
    expect(response.status).toBe(200);
    return (await response.json()) as RollUp;
  };
  const cellsOf = (cells: Partial<II06aCells>): II06aCells =>
    Object.fromEntries(II06A_COLUMNS.map((column) => [column, cells[column]])) as II06aCells;

  it('prints findings, tasks, figures, targets, reactions and where to look, and all of it holds', () => {
    for (const part of [
      'impossible-date',
      'MINH HỌA',
      'Biểu II.06a, 2022-Q1',
      'Biểu II.06a, 2024-Q1',
      'Chỉ tiêu của Phường 2',
      'ĐÚNG / hold',
      'NHẤT QUÁN / consistent',
    ])
      expect(job.output).toContain(part);
    expect(job.output).not.toContain('CHƯA NHẤT QUÁN');
    expect(job.output).not.toContain('✗ không thấy');
  });

  it.each(QUARTERS.map((quarter) => [quarter.key, quarter] as const))(
    '%s: every cell of every unit is what an independent count of the sent files says',
    async (_, quarter) => {
      const counted = recountII06a(sentFolder(quarter), quarter);
      const province = tree.resolve(quarter.province, quarter.end);
      expect(counted.areas.get(province.code)?.receivedTotal).toBeGreaterThan(20_000);
      for (const area of [province, ...tree.descendants(province.id, quarter.end)]) {
        const shown = await rollUp(quarter, area.code);
        expect({ area: area.code, ...cellsOf(shown.total.cells) }).toEqual({
          area: area.code,
          ...(counted.areas.get(area.code) ?? nilCells()),
        });
        expect({ area: area.code, own: cellsOf(shown.own.cells) }).toEqual({
          area: area.code,
          own: ownOf(counted.units, area.code),
        });
        const fields = shown.rows.map(
          ({ label, cells }) =>
            [label.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' '), cellsOf(cells)] as const,
        );
        const nonNil = fields.filter(([, cells]) => cells.receivedTotal > 0);
        expect(Object.fromEntries(nonNil)).toEqual(Object.fromEntries(counted.fields.get(area.code) ?? []));
      }
    },
    5 * 60_000,
  );

  it('ends in an orderly way', async () => {
    expect(await job.end()).toBe(0);
  }, 60_000);
});

/** Sum of an area's own units: its committee and its agencies. */
function ownOf(units: ReadonlyMap<string, II06aCells>, area: string): II06aCells {
  const own = nilCells();
  for (const [unit, cells] of units) {
    if (unit.split('/')[0] !== area) continue;
    for (const column of II06A_COLUMNS) own[column] += cells[column];
  }
  return own;
}
