import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Lines of `postmaster.pid` (PostgreSQL's src/include/utils/pidfile.h), counted from zero. */
const PID_LINE = 0;
const STATUS_LINE = 7;

/** The server that last wrote its pid file into the data folder, if any. */
export function postmasterOf(dataFolder: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[PID_LINE]), ready: lines[STATUS_LINE]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Frees the data folder for a new server. After a crash the pid file may name a server that still stops or runs, which
 * is told to stop and waited for; or a pid that now belongs to another program (usual in containers, where pids
 * repeat), which PostgreSQL would take for a running server and refuse to start.
 */
export async function clearPreviousPostmaster(dataFolder: string, waitMs = 5_000): Promise<void> {
  const signals = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;
  let previous = postmasterOf(dataFolder);
  for (const signal of signals) {
    if (!previous || !isPostmaster(previous.pid, dataFolder)) break;
    signalIfAlive(previous.pid, signal);
    await ended(previous.pid, waitMs);
    previous = postmasterOf(dataFolder);
  }
  if (previous && !isPostmaster(previous.pid, dataFolder)) rmSync(join(dataFolder, 'postmaster.pid'), { force: true });
}

function signalIfAlive(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    return false;
  }
}

async function ended(pid: number, waitMs: number): Promise<void> {
  const deadline = Date.now() + waitMs;
  while (Date.now() < deadline && signalIfAlive(pid, 0)) await delay(50);
}

/** A living process counts only if its command line names this data folder. */
function isPostmaster(pid: number, dataFolder: string): boolean {
  if (!(pid > 0) || !signalIfAlive(pid, 0)) return false;
  try {
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).includes(dataFolder);
  } catch {
    return false;
  }
}
