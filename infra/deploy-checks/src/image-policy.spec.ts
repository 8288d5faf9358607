import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dockerfileViolations, missingFromIgnore } from './image-policy';
import { ROOT } from './tools';

const DOCKERFILE = readFileSync(join(ROOT, 'infra/images/Dockerfile'), 'utf8');
const IGNORE = readFileSync(join(ROOT, '.dockerignore'), 'utf8');
const TARGETS = ['service', 'portal'];

it('finds nothing wrong with our Dockerfile', () => {
  expect(dockerfileViolations(DOCKERFILE, TARGETS)).toEqual([]);
});

it.each([
  ['a tag instead of a digest', /@sha256:2[0-9a-f]+/, '', 'service: its base is not pinned by tag and digest'],
  ['latest', 'node:20-bookworm-slim@', 'node:latest@', 'build: its base is not pinned by tag and digest'],
  [
    'an install that may change the lockfile',
    ' --frozen-lockfile',
    '',
    'dependencies are not installed from the frozen lockfile',
  ],
  ['development dependencies', ' --prod ', ' ', 'development dependencies are shipped'],
  ['ADD', 'COPY . .', 'ADD . .', 'ADD is used where COPY says what happens'],
  ['a secret as ARG', 'ARG APP\n', 'ARG APP\nARG NPM_TOKEN\n', 'a secret passes through ARG or ENV'],
  ['no user', 'USER 10001:10001', '', 'service: it runs as root, or as a name that Kubernetes cannot tell from root'],
  ['root', 'USER 10001:10001', 'USER 0:0', 'service: it runs as root, or as a name that Kubernetes cannot tell from root'],
  [
    'a shell',
    'ENTRYPOINT ["node", "--max-semi-space-size=32", "dist/main.js"]',
    'ENTRYPOINT node --max-semi-space-size=32 dist/main.js',
    'service: its entry point goes through a shell, which swallows SIGTERM',
  ],
  ['an install at run time', 'WORKDIR /app', 'RUN apt-get update', 'service: it installs something'],
  [
    'the whole context',
    'COPY --from=build --chown=0:0 /out ./',
    'COPY . .',
    'service: it copies from the build context more than one named file',
  ],
  ['another port', 'EXPOSE 3000', 'EXPOSE 80', 'service: it does not open port 3000'],
  ['a missing target', 'AS portal', 'AS pages', 'portal: there is no such stage'],
])('objects to %s', (_breach, from, to, message) => {
  expect(DOCKERFILE).toMatch(from);
  expect(dockerfileViolations(DOCKERFILE.replace(from, to), TARGETS)).toContain(message);
});

it('keeps secrets, state, history and built things out of the build context', () => {
  expect(missingFromIgnore(IGNORE)).toEqual([]);
  expect(missingFromIgnore(IGNORE.replace('.thongsuot\n', ''))).toEqual(['.thongsuot']);
});
