import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const apps = join(import.meta.dirname, '../../../apps');

/** The variables that API, worker and command line share. */
const RIGHT = {
  DATABASE_URL: 'postgres://localhost:1/x',
  QUEUE_URL: 'redis://localhost:1',
  S3_ENDPOINT: 'http://localhost:1',
  S3_ACCESS_KEY: 'key',
  S3_SECRET_KEY: 'hunter2',
  S3_BUCKET: 'pictures',
};

/** Everything that a program wrote before it ended with 1. */
async function complaintsOf(program: string, args: string[], env: Record<string, string>): Promise<string> {
  const file = join(apps, program, 'src/main.ts');
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, complained, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect([program, code]).toEqual([program, 1]);
  expect(said + complained).not.toMatch(/hunter2|\n {4}at /);
  return said + complained;
}

/**
 * API and worker log one JSON line for each problem. The API's may change places, because pino flushes at fatal lines.
 */
const messagesOf = (log: string) =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).msg)
    .toSorted();

test('API, worker and command line tell the same faults in the same words, all at once', async () => {
  const { DATABASE_URL: _, ...others } = RIGHT;
  const wrong = { ...others, QUEUE_URL: 'http://root:hunter2@queue', S3_ENDPOINT: 'http://s3/path', S3_BUCKET: '' };
  const problems = [
    'DATABASE_URL is not set',
    'QUEUE_URL is not valid: starts with redis://, rediss:// or postgres://',
    'S3_ENDPOINT is not valid: an S3 endpoint has no path: give only protocol, host and port',
    'S3_BUCKET is not set',
  ];
  expect(messagesOf(await complaintsOf('api', [], wrong))).toEqual(problems.toSorted());
  expect(messagesOf(await complaintsOf('worker', [], wrong))).toEqual(problems.toSorted());
  expect((await complaintsOf('cli', ['migrate'], wrong)).trim()).toBe(problems.join('\n'));
}, 60_000);

test('where DATABASE_URL is set, the command line asks for the variables that go with it', async () => {
  const { S3_SECRET_KEY: _, ...others } = RIGHT;
  expect((await complaintsOf('cli', ['orphans'], others)).trim()).toBe('S3_SECRET_KEY is not set');
}, 60_000);
