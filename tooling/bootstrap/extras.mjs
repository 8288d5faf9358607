import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { outputOf, run, say } from './shell.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
const INSTALL_TIMEOUT_MS = 5 * 60_000;

/** Program on the PATH that proves an extra is there, and the Debian packages that bring it. */
const EXTRAS = [
  { program: 'chromium', packages: ['chromium'], for: 'các phép thử trang web / tests of the pages' },
  { program: 'promtool', packages: ['prometheus'], for: 'các phép thử cảnh báo / tests of the alert rules' },
  {
    program: 'soffice',
    packages: ['libreoffice-writer-nogui', 'libreoffice-calc-nogui'],
    for: 'các phép thử văn bản xuất ra / tests of exported documents',
  },
  { program: 'pdftoppm', packages: ['poppler-utils'], for: 'các phép thử văn bản xuất ra / tests of exported documents' },
];

function isInstalled(program) {
  return outputOf('sh', ['-c', `command -v ${program}`]) !== undefined;
}

/**
 * Installs what the tests can use beyond the package registries, where that is allowed: Debian, as root. Elsewhere, or when it
 * fails, says which tests will be skipped. `THONGSUOT_NO_EXTRAS=1` leaves the machine as it is.
 */
export async function installTestExtras() {
  const missing = EXTRAS.filter((extra) => !isInstalled(extra.program));
  if (missing.length === 0) return;
  const allowed = process.getuid?.() === 0 && existsSync('/etc/debian_version') && process.env.THONGSUOT_NO_EXTRAS !== '1';
  if (allowed) await aptInstall(missing.flatMap((extra) => extra.packages));
  for (const extra of missing.filter(({ program }) => !isInstalled(program))) {
    say(`không có / without ${extra.program}: bỏ qua / skipping ${extra.for}`);
  }
}

async function aptInstall(packages) {
  say(`đang cài / installing ${packages.join(', ')} (apt-get)`);
  // A package's server must not be started by its installation.
  const ownPolicy = !existsSync(POLICY);
  if (ownPolicy) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const options = { env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, timeoutMs: INSTALL_TIMEOUT_MS, quiet: true };
    const flags = ['-y', '-q', '-o', 'DPkg::Lock::Timeout=60', '--no-install-recommends'];
    if ((await run('apt-get', ['install', ...flags, ...packages], options)) === 0) return;
    if ((await run('apt-get', ['update', '-q'], options)) === 0)
      await run('apt-get', ['install', ...flags, ...packages], options);
  } finally {
    if (ownPolicy) rmSync(POLICY, { force: true });
  }
}
