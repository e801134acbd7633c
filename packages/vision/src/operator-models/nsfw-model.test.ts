import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { classifier, maskModel } from '../../test/drawn-models.ts';
import { modelFolder } from '../../test/model-folder.ts';
import { GREEN, RED, scene } from '../../test/scenes.ts';
import { visionConfigSchema } from '../config.ts';
import { type NsfwModel, openNsfwModel } from './nsfw-model.ts';

let folder: Awaited<ReturnType<typeof modelFolder>>;
let opened: NsfwModel | undefined;
beforeAll(async () => {
  folder = await modelFolder();
});
afterEach(() => opened?.close());
afterAll(() => folder.remove());

async function open(bytes: Uint8Array, settings: Record<string, string>): Promise<NsfwModel> {
  const nsfwModel = await folder.put('model.onnx', bytes);
  const config = visionConfigSchema.parse({ nsfwModel, cutoutSeconds: '20', ...settings });
  opened = await openNsfwModel({ ...config, nsfwModel });
  return opened;
}

const red = scene({ subject: RED, ground: RED });
const green = scene({ subject: GREEN, ground: GREEN });

test('the score is the share of the unsafe classes', async () => {
  const model = await open(classifier({ side: 32 }), { nsfwModelOutputs: '1' });
  expect(await model.score(red)).toBeGreaterThan(0.95);
  expect(await model.score(green)).toBeLessThan(0.05);
});

test('several unsafe classes add up', async () => {
  const model = await open(classifier({ side: 32 }), { nsfwModelOutputs: '0, 1' });
  expect(await model.score(red)).toBeGreaterThan(0.95);
  expect(await model.score(green)).toBeGreaterThan(0.95);
  expect(await model.score(scene({ subject: [0, 0, 255], ground: [0, 0, 255] }))).toBeLessThan(0.05);
});

test('a run that fails is a finding', async () => {
  const model = await open(classifier({ side: 32 }), { nsfwModelOutputs: '1' });
  const scoring = model.score(red);
  process.kill(model.pid as number, 'SIGKILL');
  await expect(scoring).rejects.toMatchObject({ finding: 'nsfw_model_failed' });
  expect(await model.score(red)).toBeGreaterThan(0.95);
});

test.each<[string, Uint8Array, Record<string, string>, RegExp]>([
  ['does not say which classes are unsafe', classifier({ side: 32 }), {}, /set NSFW_MODEL_OUTPUTS .* 3 outputs/],
  ['has fewer classes than are named', classifier({ side: 32, classes: 2 }), { nsfwModelOutputs: '2' }, /0 to 1/],
  ['gives masks', maskModel({ side: 32 }), { nsfwModelOutputs: '1' }, /one value for each/],
])('a classifier that %s is one line at start', async (_, bytes, settings, reason) => {
  await expect(open(bytes, settings)).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringMatching(reason),
  });
});
