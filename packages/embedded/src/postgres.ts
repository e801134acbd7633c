import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { freePort } from './ports.ts';
import { postgresSettingsSchema, rememberedSettings, rememberSettings, USER } from './settings.ts';
import { type Exit, startHost } from './tied-process.ts';

/** Longer than the host gives the server for an orderly shutdown. */
const STOP_MS = 15_000;
/** After a crash all clients come back at once; on a busy machine the first answer may take long. */
const FIRST_ANSWER_MS = 30_000;

export interface Postgres {
  readonly url: string;
  readonly port: number;
  readonly exited: Promise<Exit>;
  stop(): Promise<void>;
  /** Ends it at once, without a checkpoint. */
  kill(): void;
}

export interface PostgresOptions {
  readonly dir: string;
  /** Left out, the port of the last start where it is still free, or another free one. */
  readonly port?: number;
  /** False is faster, but a crash of the machine may lose the data. */
  readonly durable?: boolean;
}

/**
 * PostgreSQL 18 in a folder, on loopback, for one machine. It works for root and for ordinary users, recovers from a
 * crash, and ends with this process.
 */
export async function startPostgres({ port, durable = true, ...options }: PostgresOptions): Promise<Postgres> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const settingsFile = join(dir, 'settings.json');
  const kept = rememberedSettings(settingsFile, postgresSettingsSchema.partial({ port: true, durable: true }), () => ({
    password: randomBytes(24).toString('base64url'),
  }));
  const settings = { ...kept, durable, port: port ?? (await freePort(kept.port)) };
  rememberSettings(settingsFile, settings);

  const host = await startHost({
    file: join(import.meta.dirname, 'postgres-host.ts'),
    args: [dir],
    logFile: join(dir, 'log'),
  });
  const address = (database: string) =>
    `postgres://${USER}:${settings.password}@127.0.0.1:${settings.port}/${database}`;
  try {
    await ensureDatabase(address('postgres'));
  } catch (error) {
    await host.stop(STOP_MS);
    throw error;
  }
  return {
    url: address(USER),
    port: settings.port,
    exited: host.exited,
    stop: () => host.stop(STOP_MS),
    kill: host.kill,
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: FIRST_ANSWER_MS });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [USER]);
    if (rowCount === 0) await client.query(`create database ${USER}`);
  } finally {
    await client.end();
  }
}
