import { expect, onTestFinished, test } from 'vitest';
import { type Health, serveHealth } from '../src/health.ts';

async function readiness(health: Health) {
  const server = await serveHealth({ host: '127.0.0.1', port: 0 }, health);
  onTestFinished(() => server.close());
  const response = await fetch(`http://127.0.0.1:${server.port}/readyz`);
  return { status: response.status, body: await response.json() };
}

const up = async () => {};
const down = () => Promise.reject(new Error('connection refused'));

test('a worker that cannot see is ready, and says so', async () => {
  const states = { vision: () => 'unavailable: no library for this platform' };
  expect(await readiness({ checks: { database: up }, states })).toEqual({
    status: 200,
    body: { status: 'ok', database: 'ok', vision: 'unavailable: no library for this platform' },
  });
});

test('a worker without its database is not ready, however well it sees', async () => {
  const states = { vision: () => 'ok' };
  expect(await readiness({ checks: { database: down, storage: up }, states })).toEqual({
    status: 503,
    body: { status: 'unavailable', database: 'unavailable', storage: 'ok', vision: 'ok' },
  });
});
