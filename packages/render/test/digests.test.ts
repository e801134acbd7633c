import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createRenderer } from '../src/index.ts';
import { digests } from './digests.ts';

/** One run against one that differs in everything that must not matter: each way alone would take a run more. */
test('the same recipe makes the same bytes in another process, four at a time, after other orders', async () => {
  const script = path.join(import.meta.dirname, 'print-digests.ts');
  const other = promisify(execFile)(process.execPath, [script], { maxBuffer: 10_000_000 });
  const alone = await digests();
  expect(JSON.parse((await other).stdout)).toEqual(alone);
  const renderer = await createRenderer();
  const drawn = new Set(Object.keys(alone).map((key) => key.split(' ')[1]));
  expect([...drawn].sort()).toEqual([...new Set(renderer.templates.map(({ name }) => name))].sort());
}, 120_000);
