import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Db } from '@proofsheet/database';
import { freePort } from '@proofsheet/embedded';
import { migrateToLatest } from '@proofsheet/migrations';
import { emptyDatabase, testDatabase } from '@proofsheet/testkit';
import type { Command } from 'commander';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { deleteUser } from '../src/commands/delete-user.ts';
import { createKey } from '../src/commands/keys.ts';
import { migrate, takeBackMigration } from '../src/commands/migrate.ts';
import { orphans, orphansInLines } from '../src/commands/orphans.ts';
import { reanalyse } from '../src/commands/reanalyse.ts';
import { setUserShare, userShares } from '../src/commands/users.ts';
import { proofsheetProgram } from '../src/program.ts';
import type { Target } from '../src/system/servers.ts';
import { errorLine } from '../src/terminal/error-line.ts';
import { directly } from './command-line.ts';

type Run = (target: Target) => Promise<unknown>;

const silent = { say: () => {}, bars: new PassThrough() as unknown as NodeJS.WriteStream };
const OPERATOR_COMMANDS: [name: string, run: Run][] = [
  ['keys create', (target) => createKey({ name: 'x', user: 'ada' }, target)],
  ['users list', userShares],
  ['users weight', (target) => setUserShare({ userId: 'ada', weight: 2 }, target)],
  ['users delete', (target) => deleteUser({ userId: 'ada', yes: true }, target, silent)],
  ['reanalyse', (target) => reanalyse({}, target, silent)],
  ['migrate', ({ env }) => migrate(env)],
  ['migrate down', ({ env }) => takeBackMigration({ yes: true }, env, silent.say)],
];

/** What the terminal shows when it fails. */
async function lineOf(run: Run, env: Record<string, string>): Promise<string> {
  const line = await run({ data: 'nowhere', env }).then(() => 'It has not failed.', errorLine);
  expect(line).not.toContain('\n');
  return line;
}

/** What a command writes, all of it, when it fails. */
async function failing(args: readonly string[], env: Record<string, string>): Promise<string> {
  const run = directly([...args], { env });
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/^[^\n]+\n$/);
  return run.output();
}

async function aServer(): Promise<{ db: Db; url: string }> {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  return { db, url };
}

const settings = (url: string) => ({
  ...{ DATABASE_URL: url, QUEUE_URL: url, S3_BUCKET: 'bucket', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 's' },
  S3_ENDPOINT: 'http://127.0.0.1:9',
});

function changed(url: string, change: Partial<URL>): string {
  return Object.assign(new URL(url), change).href;
}

test.each(OPERATOR_COMMANDS)('%s fails in one line that has the reason', async (_, run) => {
  const { url } = await aServer();
  const nobody = await freePort();
  const fail = (change: Partial<URL>) => lineOf(run, { ...settings(url), DATABASE_URL: changed(url, change) });
  expect(await fail({ password: 'wrong' })).toContain('password authentication failed for user');
  expect(await fail({ pathname: '/nothing' })).toContain('database "nothing" does not exist');
  expect(await fail({ port: String(nobody) })).toContain(`ECONNREFUSED 127.0.0.1:${nobody}`);
  expect(await fail({ search: '?sslmode=verify-full' })).toContain('does not support SSL');
  expect(await fail({ search: '?sslmode=require&sslrootcert=/no/file' })).toContain(
    'DATABASE_URL is not valid: ENOENT',
  );
  expect(await fail({ search: '?sslmode=always' })).toContain('sslmode is one of disable');
});

test('a storage that is away is one line, too', async () => {
  const { url } = await aServer();
  const run: Run = (target) => orphans({ olderThan: 24 }, target, orphansInLines(silent.say));
  expect(await lineOf(run, settings(url))).toMatch(/object storage.*ECONNREFUSED 127\.0\.0\.1:9/);
});

test('a command, started as it is by a person, writes that line and no other, and ends with 1', async () => {
  const { url } = await aServer();
  const said = await failing(['users', 'list'], settings(changed(url, { password: 'wrong' })));
  expect(said).toContain('password authentication failed for user');
}, 60_000);

test('an option that there is not is one line, started as it is by a person', async () => {
  expect(await failing(['keys', 'create', '--nothing'], {})).toMatch(/unknown option '--nothing'.*--help/);
}, 60_000);

/** `keys create`, what stands for what it needs, and whether it takes any number of words. */
function commandsBelow(
  command: Command,
  before: readonly string[] = [],
): [name: string, words: string[], takesAll: boolean][] {
  return command.commands.flatMap((one) => {
    const words = [...before, one.name()];
    const needed = one.registeredArguments.filter(({ required }) => required).map(() => 'x');
    const takesAll = one.registeredArguments.some(({ variadic }) => variadic);
    return [[words.join(' '), [...words, ...needed], takesAll], ...commandsBelow(one, words)];
  });
}

function aProgram(complaints: string[] = []): Command {
  const silence = () => {};
  const stopOrders = () => ({ signal: new AbortController().signal, first: new Promise<string>(() => {}) });
  const program = proofsheetProgram({ env: {}, say: silence, complain: silence, stopOrders });
  const strict = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: (text) => void complaints.push(text) });
    command.commands.forEach(strict);
  };
  strict(program);
  return program;
}

test.each(commandsBelow(aProgram()))(
  '%s: an option that there is not, and a word too many, are one line',
  async (_, words, takesAll) => {
    for (const [wrong, told] of [
      ['--nothing', /^error: unknown option '--nothing'[^\n]+\(--help shows what there is\)\n$/],
      ['-n', /^error: unknown option '-n'[^\n]+\n$/],
      ['surplus', /^error: [^\n]+\(--help shows what there is\)\n$/],
    ] as const) {
      if (takesAll && wrong === 'surplus') continue;
      const complaints: string[] = [];
      await expect(aProgram(complaints).parseAsync([...words, wrong], { from: 'user' })).rejects.toThrow();
      expect(complaints).toEqual([expect.stringMatching(told)]);
    }
  },
);

/** What runs until it is stopped, shows something on a terminal, or speaks another language. */
const WITHOUT_JSON = ['start', 'demo', 'mcp', 'keys', 'signing-keys', 'users', 'webhooks'];

test('every command that answers something takes --json, and its page tells the shape', async () => {
  const page = await readFile(new URL('../../../docs/cli.md', import.meta.url), 'utf8');
  const without: string[] = [];
  const untold: string[] = [];
  const look = (command: Command, before: string): void => {
    for (const one of command.commands) {
      const name = `${before}${one.name()}`;
      if (!one.options.some(({ long }) => long === '--json')) without.push(name);
      else if (!new RegExp(`^\\| (\`[^|]*, )?\`${name}\`[,| ]`, 'm').test(page)) untold.push(name);
      look(one, `${name} `);
    }
  };
  look(aProgram(), '');
  expect(without.toSorted()).toEqual(WITHOUT_JSON.toSorted());
  expect(untold).toEqual([]);
});

test.each([
  ['a server that holds the line', () => createServer((socket) => socket.on('error', () => {}))],
  [
    'a server that is no PostgreSQL',
    () => createServer((socket) => void socket.on('error', () => {}).end('HTTP/1.1 400\r\n')),
  ],
])('%s is one line within seconds', async (_, make) => {
  const server = make().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const port = (server.address() as { port: number }).port;
  await lineOf(userShares, settings(`postgres://u:p@127.0.0.1:${port}/x`));
});

test('a database without tables says which command makes them', async () => {
  const { db, url } = await emptyDatabase();
  onTestFinished(() => db.destroy());
  expect(await lineOf((target) => createKey({ name: 'x' }, target), settings(url))).toContain(
    'the command migrate makes them',
  );
  expect(await lineOf(userShares, settings(url))).toContain('run the command migrate');
});

describe('keys create, where the users are the product’s', () => {
  async function aProduct() {
    const { db, url } = await emptyDatabase();
    onTestFinished(() => db.destroy());
    await sql`create table auth_user (id serial primary key, username text not null, password text not null)`.execute(
      db,
    );
    await migrateToLatest(db, { users: { table: 'auth_user' } });
    return { db, env: settings(url) };
  }

  test('makes none, and says whose they are', async () => {
    const { env } = await aProduct();
    const said = await lineOf((target) => createKey({ name: 'x', email: 'ada@example.com' }, target), env);
    expect(said).toContain('made by your product, in "public"."auth_user": give one of them, by --user <id>');
  });

  test.each(['1', 'ada', '99999999999', ''])('names the user %j that there is not', async (id) => {
    const { env } = await aProduct();
    expect(await lineOf((target) => createKey({ name: 'x', user: id }, target), env)).toContain(
      `There is no user ${id}`,
    );
  });
});
