import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian keeps it beside what only root runs. */
const PATH = `${process.env.PATH}:/usr/sbin`;

export const hasPooler = spawnSync('pgbouncer', ['--version'], { env: { PATH } }).status === 0;

/** PgBouncer in transaction mode before a database; two connections to the server serve everybody. */
export async function startPooler(url: string, settings = ''): Promise<{ url: string; stop(): Promise<void> }> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-pooler-'));
  chmodSync(folder, 0o777);
  const own = await freePort();
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${port} user=${username} password=${password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
${settings}
`,
  );
  const as = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const pooler = spawn('pgbouncer', ['-q', ...as, file], { env: { PATH }, stdio: 'ignore' });
  return {
    url: `postgres://${username}:x@127.0.0.1:${own}${pathname}`,
    async stop() {
      if (pooler.exitCode === null) {
        pooler.kill('SIGKILL');
        await once(pooler, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}
