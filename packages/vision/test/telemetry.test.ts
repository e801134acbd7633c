import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

test('the runtime of models keeps no record of what it runs', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'proofsheet-home-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const child = fork(path.join(import.meta.dirname, 'one-image.ts'), { execArgv: [], env: { HOME: home } });
  const [[state]] = await Promise.all([once(child, 'message'), once(child, 'exit')]);
  expect(state).toBe('ok');
  expect(await readdir(home)).toEqual([]);
});
