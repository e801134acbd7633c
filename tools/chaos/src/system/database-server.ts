import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Postgres, startPostgres } from '@proofsheet/embedded';

export type Shutdown = 'fast' | 'immediate' | 'kill';

export interface DatabaseServer {
  readonly url: string;
  /** Orderly; at once, so that the next start recovers from the log; or by SIGKILL. */
  stop(how: Shutdown): Promise<void>;
  start(): Promise<void>;
}

const START_MS = 180_000;

/** PostgreSQL with the durability of production: a commit that was answered is on the disk. */
export async function openDatabaseServer(folder: string): Promise<DatabaseServer> {
  const dir = join(folder, 'postgres');
  let server: Postgres | undefined = await startPostgres({ dir });
  const { url, port } = server;

  async function start(): Promise<void> {
    const deadline = performance.now() + START_MS;
    while (server === undefined) {
      // After a SIGKILL the server's children may hold the shared memory for a moment.
      server = await startPostgres({ dir, port }).catch((error: unknown) => {
        if (performance.now() > deadline) throw error;
        return undefined;
      });
      if (server === undefined) await delay(200);
    }
  }
  async function stop(how: Shutdown): Promise<void> {
    const stopped = server;
    server = undefined;
    if (!stopped) return;
    if (how === 'kill') stopped.kill();
    // A second order makes the host send SIGQUIT.
    else if (how === 'immediate') await Promise.all([stopped.stop(), stopped.stop()]);
    else await stopped.stop();
    await stopped.exited;
  }
  return { url, stop, start };
}
