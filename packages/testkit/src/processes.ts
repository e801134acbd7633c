import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';

const HAS_PROC = existsSync('/proc/self/stat');

/** A process that has ended but was not yet collected by its parent does not run. */
export async function isRunning(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (!HAS_PROC) return true;
  // Without a file, it was collected since the line above.
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat !== undefined && !/\) [ZX] /.test(stat);
}

/** Within so many seconds. */
export async function ends(pid: number, seconds = 5): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await after(20)) {
    if (!(await isRunning(pid))) return true;
  }
  return false;
}
