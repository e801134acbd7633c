import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { ends, isRunning } from '@proofsheet/testkit/processes';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';
import type { TestErrands } from './test-host.ts';

const HOST = new URL('./test-host.ts', import.meta.url);

function open(options: Partial<SandboxOptions> = {}): Sandbox<TestErrands> {
  const sandbox = openSandbox<TestErrands>(HOST, { seconds: 20, memoryMb: 500, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** Opens a sandbox whose process runs. */
async function started(options: Partial<SandboxOptions> = {}) {
  const sandbox = open(options);
  await sandbox.ask('count', undefined);
  return { sandbox, pid: sandbox.pid as number };
}

/** The next errand finds another process. */
async function worksAfresh(sandbox: Sandbox<TestErrands>, before: number): Promise<void> {
  expect(await isRunning(before)).toBe(false);
  expect(await sandbox.ask('count', undefined)).toBe(0);
  expect(sandbox.pid).not.toBe(before);
}

function withVariable(name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  onTestFinished(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

test('what is sent comes back as it was, and one process does all errands', async () => {
  const { sandbox, pid } = await started();
  const bytes = Uint8Array.from({ length: 1_000_000 }, (_, index) => index);
  expect(Buffer.from(await sandbox.ask('echo', bytes)).equals(bytes)).toBe(true);
  expect(await sandbox.ask('count', undefined)).toBe(1);
  expect(sandbox.pid).toBe(pid);
});

test('nothing is in the environment of the child but its libraries and allocator', async () => {
  withVariable('DATABASE_URL', 'postgres://proofsheet:secret@localhost/proofsheet');
  withVariable('MALLOC_ARENA_MAX', '3');
  const { LD_LIBRARY_PATH, LD_PRELOAD, ...others } = await open().ask('environment', undefined);
  expect(others).toEqual({ MALLOC_ARENA_MAX: '3' });
});

describe('limits', () => {
  test('an errand past its time is stopped with its process', async () => {
    const { sandbox, pid } = await started({ seconds: 1 });
    const began = performance.now();
    await expect(sandbox.ask('spin', undefined)).rejects.toMatchObject({
      kind: 'timeout',
      message: 'it took longer than 1 s',
    });
    expect(performance.now() - began).toBeGreaterThan(990);
    await worksAfresh(sandbox, pid);
  });

  test('the start of the process counts', async () => {
    await expect(open({ seconds: 0.01 }).ask('count', undefined)).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('a process past its memory is stopped', async () => {
    const { sandbox, pid } = await started({ memoryMb: 400 });
    expect(await sandbox.ask('holdMegabytes', 100)).toBe(100);
    await expect(sandbox.ask('holdMegabytes', 20_000)).rejects.toMatchObject({
      kind: 'memory',
      message: 'it needed more than 400 MB',
    });
    await worksAfresh(sandbox, pid);
  });
});

describe('failures', () => {
  test('an errand that the host refuses leaves the process as it is', async () => {
    const { sandbox, pid } = await started();
    await expect(sandbox.ask('refuse', 'It is damaged.')).rejects.toMatchObject({
      kind: 'failed',
      message: 'It is damaged.',
    });
    expect(await sandbox.ask('count', undefined)).toBe(1);
    expect(sandbox.pid).toBe(pid);
  });

  test('a process that ends in the middle of an errand costs that errand, and its last words are told', async () => {
    const { sandbox, pid } = await started();
    await expect(sandbox.ask('exit', 'out\nof ideas')).rejects.toMatchObject({
      kind: 'failed',
      message: 'its process ended (exit code 7) out of ideas',
    });
    await worksAfresh(sandbox, pid);
  });

  test('a process that is killed in the middle of an errand costs that errand', async () => {
    const { sandbox, pid } = await started();
    const spinning = sandbox.ask('spin', undefined);
    process.kill(pid, 'SIGKILL');
    await expect(spinning).rejects.toMatchObject({ kind: 'failed', message: 'its process ended (SIGKILL)' });
    await worksAfresh(sandbox, pid);
  });

  test('a process that is killed between two errands costs nothing', async () => {
    const { sandbox, pid } = await started();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => sandbox.pid).toBeUndefined();
    await worksAfresh(sandbox, pid);
  });

  test('a process that is killed between two errands of one turn costs that turn', async () => {
    const { sandbox, pid } = await started();
    const turn = sandbox.turn(async (child) => {
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => child.usable).toBe(false);
      return child.ask('count', undefined);
    });
    await expect(turn).rejects.toMatchObject({ kind: 'failed', message: 'its process ended (SIGKILL)' });
    await worksAfresh(sandbox, pid);
  });

  test('where no process can be started the errand fails, and the next one tries again', async () => {
    const sandbox = open();
    const { execPath } = process;
    process.execPath = '/nowhere/node';
    onTestFinished(() => {
      process.execPath = execPath;
    });
    await expect(sandbox.ask('count', undefined)).rejects.toMatchObject({
      kind: 'failed',
      message: 'its process cannot be started: spawn /nowhere/node ENOENT',
    });
    process.execPath = execPath;
    expect(await sandbox.ask('count', undefined)).toBe(0);
  });

  test('what cannot be sent fails, and the process goes on', async () => {
    const { sandbox, pid } = await started();
    await expect(sandbox.ask('echo', (() => {}) as never)).rejects.toThrow('could not be cloned');
    expect(await sandbox.ask('count', undefined)).toBe(1);
    expect(sandbox.pid).toBe(pid);
  });
});

describe('turns', () => {
  test('nobody comes between the errands of one turn', async () => {
    const sandbox = open();
    const twice = () =>
      sandbox.turn(async (child) => [await child.ask('count', undefined), await child.ask('count', undefined)]);
    expect(await Promise.all([twice(), twice()])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('the signal refuses one who waits at once, while another errand runs on', async () => {
    const { sandbox, pid } = await started();
    const [stop, waiter] = [new AbortController(), new AbortController()];
    const spinning = sandbox.ask('spin', undefined, stop.signal);
    const waiting = sandbox.ask('count', undefined, waiter.signal);
    waiter.abort(new Error('gave up'));
    await expect(waiting).rejects.toThrow('gave up');
    expect(await isRunning(pid)).toBe(true);
    stop.abort(new Error('stopped'));
    await expect(spinning).rejects.toThrow('stopped');
  });

  test('the signal ends an errand under way, and the next one finds a fresh process', async () => {
    const { sandbox, pid } = await started();
    const stop = new AbortController();
    const spinning = sandbox.ask('spin', undefined, stop.signal);
    const next = sandbox.ask('count', undefined);
    setTimeout(() => stop.abort(new Error('no longer wanted')), 100);
    await expect(spinning).rejects.toThrow('no longer wanted');
    expect(await next).toBe(0);
    expect(sandbox.pid).not.toBe(pid);
  });

  test('close ends the errand under way and refuses all who wait, and all who come later', async () => {
    const { sandbox, pid } = await started();
    const asked = Promise.allSettled([sandbox.ask('spin', undefined), sandbox.ask('count', undefined)]);
    await sandbox.close();
    expect(await isRunning(pid)).toBe(false);
    const closed = { status: 'rejected', reason: { message: 'the sandbox was closed' } };
    expect(await asked).toMatchObject([closed, closed]);
    await expect(sandbox.ask('count', undefined)).rejects.toThrow('closed');
  });

  test('a process that is not needed for a while ends', async () => {
    const { sandbox, pid } = await started({ idleSeconds: 0.2 });
    expect(await ends(pid)).toBe(true);
    expect(sandbox.pid).toBeUndefined();
    await worksAfresh(sandbox, pid);
  });

  test('without idle seconds every turn has a process of its own, which is gone when it is over', async () => {
    const sandbox = open({ idleSeconds: 0 });
    expect(await Promise.all([sandbox.ask('count', undefined), sandbox.ask('count', undefined)])).toEqual([0, 0]);
    expect(sandbox.pid).toBeUndefined();
  });
});

describe('parents', () => {
  function forkParent(then: 'spin' | 'rest') {
    return fork(path.join(import.meta.dirname, 'parent.ts'), [then], { execArgv: [] });
  }

  /** A process that outlived its parent after all is not left to the machine. */
  function endAfterwards(pid: number): void {
    onTestFinished(async () => {
      if (await isRunning(pid)) process.kill(pid, 'SIGKILL');
    });
  }

  test.each(['SIGKILL', 'SIGTERM'] as const)(
    'an errand under way does not outlive a parent that %s ended',
    async (signal) => {
      const parent = forkParent('spin');
      const [pid] = (await once(parent, 'message')) as [number];
      endAfterwards(pid);
      expect(await isRunning(pid)).toBe(true);
      parent.kill(signal);
      expect(await ends(pid)).toBe(true);
    },
  );

  test('a process at rest neither keeps its parent from ending nor outlives it', async () => {
    const parent = forkParent('rest');
    const [[pid], [code]] = (await Promise.all([once(parent, 'message'), once(parent, 'exit')])) as [
      [number],
      [number],
    ];
    endAfterwards(pid);
    expect(code).toBe(0);
    expect(await ends(pid)).toBe(true);
  });
});
