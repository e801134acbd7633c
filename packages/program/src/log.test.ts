import { expect, test } from 'vitest';
import { openLog, watchOutages } from './index.ts';

function keptLog() {
  const lines: string[] = [];
  const log = openLog('api', 'info', { write: (line) => lines.push(line) });
  return { log, lines };
}

/** The keys of a line as they are written, repeats included. */
const keysOf = (line = '') => [...line.matchAll(/[{,]"(\w+)":/g)].map(([, key]) => key);

test('no line has a key twice, whatever its logger and its fields are called; level and time are its own', () => {
  const { log, lines } = keptLog();
  const inner = log.child({ requestId: 'a', generationId: 'b' }).child({ requestId: 'c' });
  inner.warn({ requestId: 'd', generationId: 'e', time: 'never', level: 'fatal', msg: 'x', service: 'y' }, 'said');
  expect(new Set(keysOf(lines[0])).size).toBe(keysOf(lines[0]).length);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', requestId: 'd', generationId: 'e', msg: 'said' });
  expect(JSON.parse(lines[0] ?? '').time).toMatch(/^\d{4}-/);
});

test('secrets are hidden by name and by look', () => {
  const { log, lines } = keptLog();
  log.info({ password: 'hunter2', where: 'postgres://me:hunter2@db/x' }, 'Bearer hunter2hunter2');
  expect(lines.join()).not.toContain('hunter2');
});

test('an outage is two lines, however many calls fail and however often it seems to be over', async () => {
  const { log, lines } = keptLog();
  const watch = watchOutages(log, 'storage');
  watch.answered();
  for (let call = 0; call < 20; call += 1) {
    watch.failed(new Error('refused'));
    watch.answered();
  }
  await expect.poll(() => lines.length, { timeout: 5_000 }).toBe(2);
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(['warn', 'info']);
  watch.failed(new Error('refused'));
  expect(lines).toHaveLength(3);
});
