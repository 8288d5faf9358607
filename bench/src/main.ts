import { parseArgs } from 'node:util';
import { benchCommand } from './command';
import { benchPublication } from './publication';
import { benchRollUp } from './rollup';

const BENCHES = {
  rollup: (runs: number, size: number | undefined) => benchRollUp({ runs, events: size ?? 500_000, seed: 1 }),
  publication: (_runs: number, size: number | undefined) => benchPublication(size ?? 200),
  command: (runs: number, size: number | undefined) => benchCommand(runs, size ?? 1000),
} as const;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '3' }, size: { type: 'string' } },
  });
  const names = positionals.filter((name): name is keyof typeof BENCHES => Object.hasOwn(BENCHES, name));
  if (names.length === 0 || names.length !== positionals.length) {
    process.stderr.write(`Dùng / Usage: bench -- <${Object.keys(BENCHES).join('|')}> [--runs 3] [--size 500000]\n`);
    process.exitCode = 2;
    return;
  }
  for (const name of names) {
    const result = await BENCHES[name](Number(values.runs), values.size === undefined ? undefined : Number(values.size));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
}

main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
