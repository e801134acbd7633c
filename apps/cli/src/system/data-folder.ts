import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storageConfigSchema } from '@proofsheet/storage/config';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';

const runningSchema = z.object({
  pid: z.int(),
  api: z.string().optional(),
  database: z.string().optional(),
  storage: storageConfigSchema.optional(),
});
export type Running = z.infer<typeof runningSchema>;

export interface DataFolder {
  readonly path: string;
  /** Whether the previous process on this folder was killed: its children may still be ending. */
  readonly afterCrash: boolean;
  /** Writes where the servers are, for other commands on this folder. */
  announce(running: Omit<Running, 'pid'>): void;
  release(): void;
}

/**
 * Takes a data folder for this process alone. The lock is SQLite's on an empty file: the operating system releases it
 * when the process ends, even by SIGKILL, so it is never stale.
 */
export function takeDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  const lock = lockOf(path);
  const afterCrash = runningIn(path) !== undefined;
  const announce = (running: Omit<Running, 'pid'>) => {
    const text = JSON.stringify({ pid: process.pid, ...running });
    writeFileSync(join(path, 'running.json'), text, { mode: 0o600 });
  };
  announce({});
  return {
    path,
    afterCrash,
    announce,
    release: () => {
      rmSync(join(path, 'running.json'), { force: true });
      lock.close();
    },
  };
}

/** What the process on this folder wrote about itself. It may have ended since. */
export function runningIn(folder: string): Running | undefined {
  try {
    return runningSchema.parse(JSON.parse(readFileSync(join(folder, 'running.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

function lockOf(path: string): DatabaseSync {
  try {
    // Other accounts may pass through, because the database may run under one; they cannot read the files.
    mkdirSync(path, { recursive: true, mode: 0o711 });
    const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 });
    lock.exec('pragma journal_mode = off; begin exclusive');
    return lock;
  } catch (error) {
    if (isBusy(error)) throw new CommandError(takenMessage(path));
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandError(`The data folder ${path} cannot be used: ${reason}. Another one is given by --data.`);
  }
}

function takenMessage(path: string): string {
  const running = runningIn(path);
  const who = running ? ` (process ${running.pid}${running.api ? `, ${running.api}` : ''})` : '';
  return `Proofsheet is already running on ${path}${who}. Stop that one first, or give another folder by --data.`;
}

/** SQLITE_BUSY, https://sqlite.org/rescode.html#busy */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
