import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { composeProject, dockerAnswers, startDockerEngine } from './docker';
import { openHome } from './home';

// A program named `docker` that writes down how it was called stands in for the client: what is tested is how its answers are
// taken, on machines without Docker too. The real one is used by test/testcontainers.int.spec.ts.
describe('the Docker client', () => {
  const path = process.env['PATH'] ?? '';
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'docker-'));
    process.env['PATH'] = `${directory}${delimiter}${path}`;
  });

  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(directory, { recursive: true });
  });

  const install = (script: string): void => {
    const file = join(directory, 'docker');
    writeFileSync(file, `#!/bin/sh\necho "$KAFKA_PORT $*" >> "${directory}/calls"\n${script}\n`);
    chmodSync(file, 0o755);
  };

  it('answers when its engine and Compose do', async () => {
    install('exit 0');
    expect(await dockerAnswers()).toBe(true);
  });

  it.each([
    ['its engine does not run', '[ "$1" = info ] && exit 1; exit 0'],
    ['Compose is missing', '[ "$1" = compose ] && exit 1; exit 0'],
  ])('does not count as an answer when %s', async (_what, script) => {
    install(script);
    expect(await dockerAnswers()).toBe(false);
  });

  it('is given five seconds', async () => {
    install('exec sleep 60');
    const begin = performance.now();
    expect(await dockerAnswers()).toBe(false);
    expect(performance.now() - begin).toBeLessThan(6_500);
  }, 10_000);

  it('starts one service in the home’s own project, on a port of its own', async () => {
    install('exit 0');
    const home = openHome(directory, {});
    const state = await startDockerEngine(home, 'kafka', () => undefined);
    const [call] = readFileSync(join(directory, 'calls'), 'utf8').split('\n');
    expect(state).toEqual({ source: 'docker', port: state.port });
    expect(call).toMatch(
      new RegExp(`^${state.port} compose -p ${composeProject(home)} -f .*/infra/compose/compose.yaml up -d --wait kafka$`),
    );
  });

  it('tells why an image could not be had', async () => {
    install('echo "pull access denied" >&2; exit 18');
    await expect(startDockerEngine(openHome(directory, {}), 'kafka', () => undefined)).rejects.toThrow(
      /ended with 18\npull access denied/,
    );
  });
});
