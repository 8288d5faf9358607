import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the repository. */
export const ROOT = join(__dirname, '..', '..', '..');
const TOOLS = join(ROOT, '.thongsuot', 'tools');
const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.8.1';

/** A command that was found, with the arguments that come first; or why there is none. */
export type Tool = { readonly command: string; readonly args: readonly string[] } | { readonly missing: string };

function answers(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function reasonOf(error: unknown): string {
  const text = (error as { stderr?: Buffer }).stderr?.toString() ?? String(error);
  return text.trim().split('\n').at(-1) ?? '';
}

/** `kubectl kustomize`, else kustomize: found in PATH, kept from an earlier run, or built where Go is. */
export function kustomize(): Tool {
  if (answers('kubectl', ['kustomize', '--help'])) return { command: 'kubectl', args: ['kustomize'] };
  const own = join(TOOLS, 'bin', 'kustomize');
  for (const command of ['kustomize', own]) if (answers(command, ['version'])) return { command, args: ['build'] };
  if (!answers('go', ['version'])) return { missing: 'neither kubectl, kustomize nor Go is installed' };
  try {
    execFileSync('go', ['install', KUSTOMIZE], { env: { ...process.env, GOBIN: join(TOOLS, 'bin') }, stdio: 'pipe' });
    return { command: own, args: ['build'] };
  } catch (error) {
    return { missing: `Go could not build kustomize: ${reasonOf(error)}` };
  }
}

/** kubernetes-validate, which carries the schemas of Kubernetes, in a virtual environment of its own, installed by hash. */
export function kubernetesValidate(): Tool {
  const home = join(TOOLS, 'kubernetes-validate');
  const command = join(home, 'bin', 'kubernetes-validate');
  if (existsSync(command) && answers(command, ['--version'])) return { command, args: [] };
  try {
    mkdirSync(TOOLS, { recursive: true });
    execFileSync('python3', ['-m', 'venv', '--clear', home], { stdio: 'pipe' });
    const requirements = join(__dirname, '..', 'requirements.txt');
    execFileSync(join(home, 'bin', 'pip'), ['install', '--quiet', '--require-hashes', '-r', requirements], { stdio: 'pipe' });
    return { command, args: [] };
  } catch (error) {
    return { missing: `Python could not install kubernetes-validate: ${reasonOf(error)}` };
  }
}

/** promtool of the installed Prometheus. */
export function promtool(): Tool {
  return answers('promtool', ['--version'])
    ? { command: 'promtool', args: [] }
    : { missing: 'promtool is not installed (Debian: prometheus)' };
}

/** Runs a tool and gives its exit code with everything it printed. */
export function run(
  tool: Tool,
  args: readonly string[],
  cwd: string = ROOT,
): { readonly code: number | null; readonly output: string } {
  if ('missing' in tool) throw new Error(tool.missing);
  const done = spawnSync(tool.command, [...tool.args, ...args], { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return { code: done.status, output: `${done.stdout}${done.stderr}` };
}
