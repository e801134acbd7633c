import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ends, isRunning } from '@proofsheet/testkit/processes';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type DrawnModel, maskModel } from '../../test/drawn-models.ts';
import { modelFolder } from '../../test/model-folder.ts';
import { overlap, scene, WHITE } from '../../test/scenes.ts';
import { type CutoutModel, openCutoutModel } from './cutout-model.ts';

let folder: Awaited<ReturnType<typeof modelFolder>>;
let opened: CutoutModel | undefined;
beforeAll(async () => {
  folder = await modelFolder();
});
afterEach(() => opened?.close());
afterAll(() => folder.remove());

async function open(onWhite: DrawnModel['onWhite'], limits: { cutoutSeconds?: number; cutoutMemoryMb?: number } = {}) {
  const cutoutModel = await folder.put('model.onnx', maskModel({ side: 64, ...(onWhite ? { onWhite } : {}) }));
  const model = await openCutoutModel({
    cutoutModel,
    cutoutModelMean: [0, 0, 0],
    cutoutModelStd: [1, 1, 1],
    cutoutSeconds: 20,
    cutoutMemoryMb: 1000,
    ...limits,
  });
  opened = model;
  return model;
}

const runaway = scene({ ground: WHITE });

async function worksAgain(model: CutoutModel): Promise<void> {
  const { mask } = await model.mask(scene());
  expect(overlap(mask)).toBeGreaterThan(0.95);
}

test('a run past its time costs that image and its process; the next image finds a fresh one', async () => {
  const model = await open('never ends', { cutoutSeconds: 3 });
  const first = model.pid as number;
  await expect(model.mask(runaway)).rejects.toMatchObject({ finding: 'cutout_model_timeout' });
  expect(await isRunning(first)).toBe(false);
  await worksAgain(model);
  expect(model.pid).not.toBe(first);
});

test('a run past its memory is stopped before it holds much more, and costs that image only', async () => {
  const model = await open('takes gigabytes', { cutoutMemoryMb: 400 });
  const first = model.pid as number;
  await expect(model.mask(runaway)).rejects.toMatchObject({
    finding: 'cutout_model_memory',
    message: 'the model needed more than 400 MB and was stopped',
  });
  expect(await isRunning(first)).toBe(false);
  await worksAgain(model);
});

test('a process that is killed in mid-run costs that image only', async () => {
  const model = await open('never ends');
  const running = model.mask(runaway);
  // On a busy machine the first kill may come before the run has begun, and then costs nothing.
  const killing = setInterval(() => model.pid && process.kill(model.pid, 'SIGKILL'), 300);
  await expect(running)
    .rejects.toMatchObject({
      finding: 'cutout_model_failed',
      message: 'the model failed: its process ended (SIGKILL)',
    })
    .finally(() => clearInterval(killing));
  await worksAgain(model);
});

test('a process that is killed between two images costs nothing', async () => {
  const model = await open(undefined);
  const first = model.pid as number;
  process.kill(first, 'SIGKILL');
  await expect.poll(() => model.pid).toBeUndefined();
  await worksAgain(model);
});

test('the signal ends a run, and the turn of one who waits', async () => {
  const model = await open('never ends');
  const stop = new AbortController();
  const waiter = new AbortController();
  const running = model.mask(runaway, stop.signal);
  const waiting = model.mask(scene(), waiter.signal);
  const last = model.mask(scene());
  waiter.abort(new Error('gave up'));
  await expect(waiting).rejects.toThrow('gave up');
  stop.abort(new Error('stopped'));
  await expect(running).rejects.toThrow('stopped');
  expect(overlap((await last).mask)).toBeGreaterThan(0.95);
});

test('close ends the process in mid-run and refuses whoever waits', async () => {
  const model = await open('never ends');
  const pid = model.pid as number;
  const asked = Promise.allSettled([model.mask(runaway), model.mask(scene())]);
  await model.close();
  expect(await isRunning(pid)).toBe(false);
  expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(model.mask(scene())).rejects.toThrow('closed');
});

test('a model that could not be loaded is loaded by the next image', async () => {
  const model = await open(undefined);
  process.kill(model.pid as number, 'SIGKILL');
  await expect.poll(() => model.pid).toBeUndefined();
  await folder.put('model.onnx', Buffer.from('half a file'));
  await expect(model.mask(scene())).rejects.toMatchObject({ finding: 'cutout_model_failed' });
  const { pid } = model;
  await folder.put('model.onnx', maskModel({ side: 64 }));
  await worksAgain(model);
  expect(model.pid).toBe(pid);
});

test('the runtime keeps no record of what it runs', async () => {
  const model = await open(undefined);
  const files = await Promise.all(
    (await readdir(`/proc/${model.pid}/fd`)).map((fd) => readlink(`/proc/${model.pid}/fd/${fd}`)),
  );
  expect(files.filter((file) => file.endsWith('.db'))).toEqual([]);
});

/** A process that outlived its parent after all is not left to the machine. */
function endAfterwards(pid: number): void {
  onTestFinished(async () => {
    if (await isRunning(pid)) process.kill(pid, 'SIGKILL');
  });
}

const PARENT = fileURLToPath(new URL('../../test/cutout-parent.ts', import.meta.url));

test.each(['SIGKILL', 'SIGTERM'] as const)(
  'a model in mid-run does not outlive a parent that %s ended',
  async (signal) => {
    const path = await folder.put('orphan.onnx', maskModel({ side: 64, onWhite: 'never ends' }));
    const parent = fork(PARENT, [path, 'run'], { execArgv: [] });
    const [{ pid }] = (await once(parent, 'message')) as [{ pid: number }];
    endAfterwards(pid);
    expect(await isRunning(pid)).toBe(true);
    parent.kill(signal);
    expect(await ends(pid)).toBe(true);
  },
);

test('a model at rest neither keeps its parent from ending nor outlives it', async () => {
  const path = await folder.put('rest.onnx', maskModel({ side: 64 }));
  const parent = fork(PARENT, [path, 'rest'], { execArgv: [] });
  const [[{ pid }], [code]] = (await Promise.all([once(parent, 'message'), once(parent, 'exit')])) as [
    [{ pid: number }],
    [number],
  ];
  endAfterwards(pid);
  expect(code).toBe(0);
  expect(await ends(pid)).toBe(true);
});
