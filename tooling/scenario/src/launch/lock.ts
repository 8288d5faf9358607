import { rmSync } from 'node:fs';
import { livingProcess, markOf, type ProcessMark } from '@thongsuot/engines';
import { writeJsonFile } from './files';
import { scenarioPaths } from './project';

/** The launcher that runs already, or null after this process has become it. */
export function becomeLauncher(): ProcessMark | null {
  const { launcherPidFile } = scenarioPaths();
  const other = livingProcess(launcherPidFile);
  if (other !== undefined && other.pid !== process.pid) return other;
  writeJsonFile(launcherPidFile, markOf(process.pid));
  return null;
}

/** Lets another launcher start. */
export function resignLauncher(): void {
  rmSync(scenarioPaths().launcherPidFile, { force: true });
}
