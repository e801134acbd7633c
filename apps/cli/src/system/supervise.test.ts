import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTied } from '@proofsheet/embedded';
import { afterAll, expect, test } from 'vitest';
import { supervise } from './supervise.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofsheet-supervise-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, code: string) {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return () => {
    const { exited, stop } = startTied({ file, logFile: join(folder, 'log') });
    return { exited, stop: () => stop(1_000) };
  };
}

test('a part that keeps dying is given up after five times, with how it died', async () => {
  const start = program('dies', 'process.exit(3)');
  const said: string[] = [];
  const gaveUp = Promise.withResolvers<string>();
  const kept = supervise(
    { name: 'It', running: start(), restart: async () => start() },
    { say: (line) => said.push(line), giveUp: gaveUp.resolve, firstPauseMs: 10 },
  );
  expect(await gaveUp.promise).toBe('It ended with code 3, for the 5th time within a minute.');
  expect(said).toEqual(Array.from({ length: 4 }, () => 'It ended with code 3; it is started again.'));
  await kept[Symbol.asyncDispose]();
});

test('a part that cannot be started again is given up too', async () => {
  const gaveUp = Promise.withResolvers<string>();
  supervise(
    { name: 'It', running: program('once', 'process.exit(0)')(), restart: () => Promise.reject(new Error('no')) },
    { say: () => {}, giveUp: gaveUp.resolve, firstPauseMs: 10 },
  );
  expect(await gaveUp.promise).toMatch(/does not start/);
});

test('a part that was stopped on purpose is not started again', async () => {
  const start = program('waits', 'process.stdin.resume(); process.on("SIGTERM", () => process.exit(0))');
  const said: string[] = [];
  let restarts = 0;
  const restart = async () => {
    restarts += 1;
    return start();
  };
  const running = start();
  const kept = supervise({ name: 'It', running, restart }, { say: (line) => said.push(line), giveUp: () => {} });
  await kept[Symbol.asyncDispose]();
  await running.exited;
  expect({ restarts, said }).toEqual({ restarts: 0, said: [] });
});

test('a part that does not stop within its grace time is killed', async () => {
  const deaf = join(folder, 'deaf');
  const code = `import { writeFileSync } from 'node:fs';
process.on('SIGTERM', () => {});
setInterval(() => {}, 1000);
writeFileSync(${JSON.stringify(deaf)}, '');`;
  const part = program('stubborn', code)();
  await expect.poll(() => existsSync(deaf), { timeout: 20_000 }).toBe(true);
  await part.stop();
  expect(await part.exited).toEqual({ code: null, signal: 'SIGKILL' });
});
