/** Names that must stay out of the build context: secrets, state, history, whatever was installed or built outside. */
const IGNORED = ['.git', '.thongsuot', '.env*', '**/.env*', '**/node_modules', '**/dist', '**/*.pem', '**/*.key'];

interface Stage {
  readonly name: string;
  readonly base: string;
  readonly lines: readonly string[];
}

/** Instructions of a Dockerfile: comments gone, continued lines joined. */
function instructions(text: string): string[] {
  const joined = text.replaceAll(/^\s*#.*$/gm, '').replaceAll(/\\\n/g, ' ');
  return joined
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

function stagesOf(lines: readonly string[]): Stage[] {
  const stages: { name: string; base: string; lines: string[] }[] = [];
  for (const line of lines) {
    const from = /^FROM\s+(\S+)(?:\s+AS\s+(\S+))?$/i.exec(line);
    if (from) stages.push({ base: from[1] ?? '', name: from[2] ?? '', lines: [] });
    else stages.at(-1)?.lines.push(line);
  }
  return stages;
}

/** What is wrong with a Dockerfile of several stages, of which `targets` are shipped. */
export function dockerfileViolations(text: string, targets: readonly string[]): string[] {
  const lines = instructions(text);
  const stages = stagesOf(lines);
  const args = new Map(
    lines.flatMap((line) =>
      [...line.matchAll(/^ARG (\w+)=(\S+)$/g)].map((match): [string, string] => [match[1] ?? '', match[2] ?? '']),
    ),
  );
  const found: string[] = [];
  for (const { name, base } of stages) {
    const resolved = base.replace(/^\$\{(\w+)\}$/, (_all, arg: string) => args.get(arg) ?? '');
    const isEarlierStage = stages.some((stage) => stage.name === base);
    if (!isEarlierStage && !/^[^@]+:(?!latest@)[^@]+@sha256:[0-9a-f]{64}$/.test(resolved))
      found.push(`${name}: its base is not pinned by tag and digest`);
  }
  if (!lines.some((line) => /pnpm install .*--frozen-lockfile/.test(line)))
    found.push('dependencies are not installed from the frozen lockfile');
  if (!lines.some((line) => /pnpm .*--prod.* deploy|pnpm .*deploy .*--prod/.test(line)))
    found.push('development dependencies are shipped');
  if (lines.some((line) => /^ADD\s/.test(line))) found.push('ADD is used where COPY says what happens');
  if (lines.some((line) => /^(ARG|ENV)\b.*(PASSWORD|SECRET|TOKEN|_KEY)\b/i.test(line)))
    found.push('a secret passes through ARG or ENV');
  for (const target of targets)
    found.push(
      ...targetViolations(
        target,
        stages.find((stage) => stage.name === target),
      ),
    );
  return found;
}

function targetViolations(target: string, stage: Stage | undefined): string[] {
  if (!stage) return [`${target}: there is no such stage`];
  const user = stage.lines
    .filter((line) => line.startsWith('USER '))
    .at(-1)
    ?.slice('USER '.length);
  const checks: [string, boolean][] = [
    [
      'it runs as root, or as a name that Kubernetes cannot tell from root',
      user !== undefined && /^[1-9]\d*(:[1-9]\d*)?$/.test(user),
    ],
    ['its entry point goes through a shell, which swallows SIGTERM', stage.lines.some((line) => /^ENTRYPOINT \[/.test(line))],
    [
      'it installs something',
      !stage.lines.some((line) => /^RUN .*\b(apt-get|apk|npm|pnpm) (add|ci|i|install|update|upgrade)\b/.test(line)),
    ],
    [
      'it copies from the build context more than one named file',
      !stage.lines.some((line) => /^COPY (?!--from)(\.|\*)/.test(line)),
    ],
    ['it does not open port 3000', stage.lines.includes('EXPOSE 3000')],
  ];
  return checks.filter(([, holds]) => !holds).map(([message]) => `${target}: ${message}`);
}

/** Names that an ignore file should keep out of the build context and does not. */
export function missingFromIgnore(text: string): string[] {
  const lines = new Set(text.split('\n').map((line) => line.trim()));
  return IGNORED.filter((name) => !lines.has(name));
}
