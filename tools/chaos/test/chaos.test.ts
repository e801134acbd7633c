import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { ChaosReport } from '../src/report.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const hasRedis = spawnSync('redis-server', ['--version']).error === undefined;
const backend = hasRedis ? 'redis' : 'postgres';
if (!hasRedis) process.stderr.write('No redis-server on the PATH: the short chaos run takes the PostgreSQL backend.\n');

async function chaos(...args: string[]): Promise<{ code: number; said: string; errors: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [said, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, said, errors };
}

/** Every kind of fault at least once, mostly kills: enough to notice a guarantee that is broken altogether. */
test(`a short run on ${backend} loses nothing and makes nothing twice`, async () => {
  const faults = 'kill=12,kill-api=2,drain=2,freeze=12,flush=2,queue=2,postgres=2,database=2,storage=4';
  const short = ['--seed', '7', '--minutes', '0.5', '--workers', '2', '--faults', faults, '--backend', backend];
  const { code, said, errors } = await chaos(...short, '--json');
  expect(code, errors).toBe(0);
  const { violations, metrics }: ChaosReport = JSON.parse(said);
  expect(violations).toEqual([]);
  const counts = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  // On a busy machine a frozen worker may be killed before it wakes.
  const frozen = (counts.freezes ?? 0) + (counts['freezes that ended in a kill'] ?? 0);
  expect(frozen, said).toBeGreaterThan(0);
  for (const name of ['kills', 'flushes', 'PostgreSQL restarts', 'storage outages']) {
    expect(counts[name], name).toBeGreaterThan(0);
  }
  expect(counts.completed).toBeGreaterThan(0);
  expect(counts.accepted).toBeLessThanOrEqual((counts.completed ?? 0) + (counts.failed ?? 0) + (counts.cancelled ?? 0));
  expect(errors).toMatch(/^faults +\d+\/30 s {2}\d+ accepted, \d+ completed/m);
}, 600_000);

test('a wrong option is named, with what there is, and nothing is started', async () => {
  const { code, said, errors } = await chaos('--faults', 'kil=3');
  expect({ code, said }).toEqual({ code: 2, said: '' });
  expect(errors).toMatch(/^--faults: written as kill=30,freeze=0; there are kill, drain/);
  expect((await chaos('--help')).said).toContain('--seed <n>');
}, 60_000);
