import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionOptions } from 'node:tls';
import { startMigratedPostgres } from '@proofsheet/testkit/postgres';
import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asDatabaseFault, connectDatabase, databaseConfigSchema, ping } from './index.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'proofsheet-tls-'));
const certificate = join(folder, 'server.crt');
const stranger = join(folder, 'stranger.crt');

describe.skipIf(!hasOpenssl && !process.env.CI)('sslmode means what it means to psql (needs openssl)', () => {
  let server: Awaited<ReturnType<typeof startMigratedPostgres>>;

  beforeAll(async () => {
    chmodSync(folder, 0o711);
    server = await startMigratedPostgres(folder);
    selfSign('stranger');
    selfSign('server');
    await asSuperuser(async (client) => {
      for (const part of ['crt', 'key']) await client.query(writing(`server.${part}`, `server.${part}`));
      await client.query('alter system set ssl = on');
      await client.query('select pg_reload_conf()');
    });
    while ((await encrypted('?sslmode=require')) !== true) await delay(100);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A certificate for 127.0.0.1 alone, which nobody has signed but itself. */
  function selfSign(name: string): void {
    const files = ['-keyout', join(folder, `${name}.key`), '-out', join(folder, `${name}.crt`)];
    const about = ['-subj', '/CN=test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...about];
    expect(spawnSync('openssl', args).status).toBe(0);
  }

  /** The server writes the file itself: it takes no key that is another account's. */
  function writing(file: string, as: string): string {
    const text = readFileSync(join(folder, file), 'utf8').trim();
    return `copy (select unnest(string_to_array('${text}', chr(10)))) to program 'umask 077; cat > ${as}'`;
  }

  async function asSuperuser(work: (client: Client) => Promise<void>, ssl: ConnectionOptions | false = false) {
    const client = new Client({ connectionString: server.url, ssl });
    await client.connect();
    await work(client).finally(() => client.end());
  }

  /** Whether the connection is encrypted; what stands in the way where there is none. */
  async function encrypted(search: string, hostname = '127.0.0.1'): Promise<boolean | string> {
    const db = connectDatabase({ url: Object.assign(new URL(server.url), { search, hostname }).href });
    try {
      const { rows } = await sql<{
        ssl: boolean;
      }>`select "ssl" from pg_stat_ssl where "pid" = pg_backend_pid()`.execute(db);
      return rows[0]?.ssl ?? 'nothing is known';
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await db.destroy();
    }
  }

  test.each([
    ['', false],
    ['?sslmode=disable', false],
    ['?sslmode=allow', false],
    ['?sslmode=prefer', true],
    ['?sslmode=require', true],
    ['?sslmode=no-verify', true],
    ['?uselibpqcompat=true&sslmode=require', true],
    ['?sslmode=verify-full', /self-signed certificate/],
    ['?sslmode=verify-full&sslrootcert=system', /self-signed certificate/],
    [`?sslmode=require&sslrootcert=${stranger}`, /self-signed certificate|signature failure/],
    [`?sslmode=require&sslrootcert=${certificate}`, true],
    [`?sslmode=verify-ca&sslrootcert=${certificate}`, true],
    [`?sslmode=verify-full&sslrootcert=${certificate}`, true],
  ])('%s', async (search, expected) => {
    const found = await encrypted(search);
    if (expected instanceof RegExp) expect(found).toMatch(expected);
    else expect(found).toBe(expected);
  });

  test('a certificate that is not trusted is named so to whoever needs the database', async () => {
    const url = Object.assign(new URL(server.url), { search: '?sslmode=verify-full' }).href;
    const db = connectDatabase({ url });
    const fault = { code: 'dependency_unavailable', dependency: 'database', reason: 'certificate', status: 503 };
    await expect(ping(db, { migration: '0001_core' })).rejects.toMatchObject(fault);
    const query = await sql`select 1`.execute(db).catch(asDatabaseFault);
    expect(query).toMatchObject(fault);
    expect((query as Error).message).toContain('sslmode and sslrootcert in DATABASE_URL');
    await db.destroy();
  });

  test('only verify-full minds the name of the host', async () => {
    const by = (mode: string) => encrypted(`?sslmode=${mode}&sslrootcert=${certificate}`, 'localhost');
    expect(await by('verify-ca')).toBe(true);
    expect(await by('require')).toBe(true);
    expect(await by('verify-full')).toMatch(/altnames/);
  });

  test('allow and prefer take what the server takes', async () => {
    const only = (kind: string, ssl: ConnectionOptions | false) =>
      asSuperuser(async (client) => {
        await client.query(
          `copy (select 1) to program 'sed -i "s/^host[a-z]* /${kind} /" pg_hba.conf; cat > /dev/null'`,
        );
        await client.query('select pg_reload_conf()');
      }, ssl);
    await only('hostssl', false);
    await expect.poll(() => encrypted('?sslmode=disable')).toMatch(/no encryption/);
    expect(await encrypted('?sslmode=allow')).toBe(true);
    await only('host', { rejectUnauthorized: false });
    await expect.poll(() => encrypted('?sslmode=disable')).toBe(false);
    await asSuperuser(async (client) => {
      await client.query('alter system set ssl = off');
      await client.query('select pg_reload_conf()');
    });
    await expect.poll(() => encrypted('?sslmode=require')).toMatch(/does not support SSL/);
    expect(await encrypted('?sslmode=prefer')).toBe(false);
  });
});

test.each([
  ['?sslmode=always', 'sslmode is one of disable, allow'],
  ['?sslmode=verify-ca', 'sslrootcert'],
  ['?sslmode=verify-full&sslrootcert=/no/such/file', 'ENOENT'],
])('%s is a wrong setting, and says why', (search, why) => {
  const { error } = databaseConfigSchema.safeParse({ url: `postgres://u:p@127.0.0.1:1/x${search}` });
  expect(error?.issues[0]?.message).toContain(why);
});
