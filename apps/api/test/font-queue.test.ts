import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fontExaminer } from '@proofsheet/render/font-examiner';
import { expect, test } from 'vitest';
import { boundedExaminer } from '../src/uploads/font-queue.ts';

const file = createRequire(import.meta.resolve('@proofsheet/render')).resolve(
  '@fontsource/anton/files/anton-latin-400-normal.woff2',
);
const anton = readFileSync(file);
const { signal: here } = new AbortController();

test('an examination ends when its client is gone, also one that waits, and makes room for the next', async () => {
  const examine = boundedExaminer(fontExaminer());
  const client = new AbortController();
  const left = [1, 2, 3].map(() => examine('ada', anton, client.signal));
  await expect(examine('ada', anton, here)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 10 });
  client.abort(new Error('gone'));
  for (const one of await Promise.allSettled(left)) expect(one).toMatchObject({ reason: { message: 'gone' } });
  expect(await examine('ada', anton, here)).toMatchObject({ family: 'Anton' });
});

test('what waits is bounded in all, too', async () => {
  const examine = boundedExaminer(fontExaminer());
  const client = new AbortController();
  const waiting = Array.from({ length: 20 }, (_, user) => examine(`user-${user}`, anton, client.signal));
  await expect(examine('late', anton, here)).rejects.toMatchObject({ code: 'rate_limited' });
  client.abort(new Error('gone'));
  await Promise.allSettled(waiting);
});
