// Builds the images of all apps, or of those named:
//   node infra/images/build.mjs [app …] [--push] [--registry <host/path>] [--refresh-bases]
// With --push it prints each image's digest, to be pinned in an overlay (k8s/README.md).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const root = new URL('../../', import.meta.url);
const dockerfile = new URL('Dockerfile', import.meta.url);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    push: { type: 'boolean', default: false },
    registry: { type: 'string', default: 'thongsuot' },
    'refresh-bases': { type: 'boolean', default: false },
  },
});
const APPS = [
  'directory',
  'plan-catalog',
  'procedure-publication',
  'one-stop',
  'feedback-intake',
  'satisfaction-survey',
  'reporting',
  'notification',
  'gateway',
  'portal',
];
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const docker = (...args) =>
  execFileSync('docker', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();

/** Replaces the digest behind each pinned tag by the one the registry gives for that tag now. */
function refreshBases() {
  const text = readFileSync(dockerfile, 'utf8').replaceAll(/^(ARG \w+_BASE=)(\S+)@sha256:[0-9a-f]{64}$/gm, (_line, arg, tag) => {
    const digest = docker('buildx', 'imagetools', 'inspect', tag, '--format', '{{.Manifest.Digest}}');
    console.log(`${tag} ${digest}`);
    return `${arg}${tag}@${digest}`;
  });
  writeFileSync(dockerfile, text);
}

function build(app) {
  const image = `${values.registry}/${app}:${version}`;
  const target = app === 'portal' ? 'portal' : 'service';
  docker('build', '-f', 'infra/images/Dockerfile', '--build-arg', `APP=${app}`, '--target', target, '-t', image, '.');
  if (!values.push) return console.log(image);
  docker('push', image);
  console.log(docker('image', 'inspect', image, '--format', '{{index .RepoDigests 0}}'));
}

const unknown = positionals.filter((app) => !APPS.includes(app) || !existsSync(new URL(`apps/${app}/package.json`, root)));
if (unknown.length > 0) {
  console.error(`No such app: ${unknown.join(', ')}. Apps: ${APPS.join(', ')}`);
  process.exitCode = 1;
} else if (values['refresh-bases']) {
  refreshBases();
} else {
  for (const app of positionals.length > 0 ? positionals : APPS) build(app);
}
