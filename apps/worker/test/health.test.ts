import { Fault } from '@proofsheet/domain';
import { openReadiness } from '@proofsheet/program';
import { expect, onTestFinished, test } from 'vitest';
import { serveHealth } from '../src/health.ts';

const up = async () => {};
const refused = () =>
  Promise.reject(new Fault('dependency_unavailable', 'It refuses.', { dependency: 'database', reason: 'refused' }));

async function readinessOf(database: () => Promise<void>, vision: string) {
  const readiness = openReadiness({ database: { needed: true, ping: database } }, async () => undefined);
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, { readiness, states: { vision: () => vision } });
  onTestFinished(() => server.close());
  const ask = async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/readyz`);
    return { status: response.status, body: await response.json() };
  };
  return { ask, readiness };
}

const fine = { ok: true, needed: true, milliseconds: expect.any(Number) };

test('a worker that cannot see is ready, and says so', async () => {
  const { ask } = await readinessOf(up, 'unavailable: no library for this platform');
  expect(await ask()).toEqual({
    status: 200,
    body: {
      status: 'ok',
      dependencies: { database: fine },
      lastSweep: null,
      vision: 'unavailable: no library for this platform',
    },
  });
});

test('a worker without its database is not ready, however well it sees', async () => {
  const { ask } = await readinessOf(refused, 'ok');
  const down = { ok: false, needed: true, reason: 'refused', detail: 'It refuses.' };
  expect(await ask()).toMatchObject({
    status: 503,
    body: { status: 'unavailable', dependencies: { database: down }, vision: 'ok' },
  });
});

test('a worker that is told to stop is not ready', async () => {
  const { ask, readiness } = await readinessOf(up, 'ok');
  readiness.stop();
  expect(await ask()).toMatchObject({ status: 503, body: { status: 'stopping', dependencies: { database: fine } } });
});
