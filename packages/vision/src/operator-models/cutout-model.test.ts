import { Fault } from '@proofsheet/domain';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { classifier, type DrawnModel, maskModel } from '../../test/drawn-models.ts';
import { modelFolder } from '../../test/model-folder.ts';
import { BRICK, DUST, GREEN, overlap, scene } from '../../test/scenes.ts';
import { visionConfigSchema } from '../config.ts';
import { familyOf } from './cutout-family.ts';
import { type CutoutModel, openCutoutModel } from './cutout-model.ts';
import { rgbOfSize } from './rgb-of-size.ts';

let folder: Awaited<ReturnType<typeof modelFolder>>;
let opened: CutoutModel | undefined;
beforeAll(async () => {
  folder = await modelFolder();
});
afterEach(() => opened?.close());
afterAll(() => folder.remove());

const PLAIN = { cutoutModelMean: '0,0,0', cutoutModelStd: '1,1,1' };

async function open(cutoutModel: string, settings: Record<string, string> = PLAIN): Promise<CutoutModel> {
  const config = visionConfigSchema.parse({ cutoutModel, cutoutSeconds: '20', ...settings });
  opened = await openCutoutModel({ ...config, cutoutModel });
  return opened;
}

const openDrawn = async (model: DrawnModel, settings?: Record<string, string>) =>
  open(await folder.put('model.onnx', maskModel(model)), settings);

test.each<[string, DrawnModel, Record<string, string>]>([
  ['of a fixed size', { side: 64 }, {}],
  ['of any size', {}, { cutoutModelSize: '96' }],
  ['with the channels last', { side: 64, layout: 'NHWC' }, {}],
  ['that ends before its sigmoid', { side: 64, sigmoid: false }, {}],
  ['with coarser masks before the finished one', { side: 64, coarse: true }, {}],
])('a model %s gives the mask of the subject at the size of the image', async (_, drawn, settings) => {
  const model = await openDrawn(drawn, { ...PLAIN, ...settings });
  const { mask, agreement } = await model.mask(scene({ width: 300, height: 180 }));
  expect(mask).toMatchObject({ width: 300, height: 180 });
  expect(mask.data).toHaveLength(300 * 180);
  expect(overlap(mask)).toBeGreaterThan(0.98);
  expect(agreement).toBeGreaterThan(0.95);
});

test('an undecided mask agrees less with itself than a clear one', async () => {
  const model = await openDrawn({ side: 64 });
  const { agreement } = await model.mask(scene({ subject: BRICK }));
  expect(agreement).toBeLessThan(0.2);
});

test('an image without a subject is not stretched into one', async () => {
  const model = await openDrawn({ side: 64 });
  const { mask, agreement } = await model.mask(scene({ subject: [90, 90, 90], ground: [80, 80, 80] }));
  expect(Math.max(...mask.data)).toBeLessThan(10);
  expect(agreement).toBe(0);
});

test('a model that ends before its sigmoid is as unsure as one that ends after it', async () => {
  const image = scene({ ground: DUST });
  const [after, before] = [await openDrawn({ side: 64 }), await openDrawn({ side: 64, sigmoid: false })];
  const { agreement } = await after.mask(image);
  expect(agreement).toBeLessThan(0.3);
  expect((await before.mask(image)).agreement).toBeCloseTo(agreement, 3);
  await after.close();
});

test('what is see-through is white to a model, whatever colour is hidden in it', async () => {
  const hidden = { data: Buffer.from([220, 30, 30, 0, 220, 30, 30, 255]), width: 2, height: 1, channels: 4 as const };
  expect([...(await rgbOfSize(hidden, { width: 2, height: 1 }))]).toEqual([255, 255, 255, 220, 30, 30]);
});

test('the family is read off the name of the file or of the nearest folder', async () => {
  const bytes = maskModel({ side: 64 });
  const about = async (name: string) => {
    const model = await open(await folder.put(name, bytes), {});
    await model.close();
    return model.about;
  };
  expect(await about('u2netp.onnx')).toContain('mean 0.485,0.456,0.406');
  expect(await about('isnet-general-use.onnx')).toContain('mean 0.5,0.5,0.5, std 1,1,1');
  expect(await about('BiRefNet_lite.onnx')).toContain('std 0.229,0.224,0.225');
  expect(familyOf('/u2net/BiRefNet_lite-ONNX/onnx/model.onnx', 1024)?.name).toBe('BiRefNet');
  expect(familyOf('C:\\models\\isnet\\model.onnx', undefined)?.name).toBe('IS-Net');
  expect(familyOf('/models/model.onnx', 320)?.name).toBe('U2-Net');
  expect(familyOf('/models/model.onnx', 1024)).toBeUndefined();
});

test('images that are asked for at once go through one by one, each with its own answer', async () => {
  const model = await openDrawn({ side: 64 });
  const images = [scene(), scene({ subject: GREEN }), scene(), scene({ subject: GREEN })];
  const masks = await Promise.all(images.map((image) => model.mask(image)));
  expect(masks.map(({ agreement }) => agreement > 0.9)).toEqual([true, false, true, false]);
});

/** Normalised so that the grey of the trial is as bright to these models as white. */
const SHORT = { cutoutModelMean: '-1,-1,-1', cutoutModelStd: '1,1,1', cutoutSeconds: '1' };
const SMALL = { cutoutModelMean: '-1,-1,-1', cutoutModelStd: '1,1,1', cutoutMemoryMb: '300' };

async function refusal(path: string, settings?: Record<string, string>): Promise<string> {
  const error = await open(path, settings).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Fault);
  expect(error).toMatchObject({ code: 'model_unusable' });
  const { message } = error as Fault;
  expect(message).toContain(`CUTOUT_MODEL ${path} cannot be used: `);
  expect(message).not.toContain('\n');
  return message;
}

test('a missing file is one line at start', async () => {
  expect(await refusal('/nowhere/u2net.onnx')).toContain('there is no such file');
  expect(await refusal(folder.path)).toContain('it is no file');
});

test('a file that is no model, or a part of one, is one line at start', async () => {
  const whole = maskModel({ side: 64 });
  await refusal(await folder.put('noise.onnx', Buffer.from('<!doctype html><title>Not found</title>')));
  await refusal(await folder.put('empty.onnx', Buffer.alloc(0)));
  await refusal(await folder.put('half.onnx', whole.subarray(0, whole.length / 2)));
});

test.each<[string, Uint8Array, Record<string, string>, string]>([
  ['takes four channels', maskModel({ side: 64, channels: 4 }), PLAIN, 'is no image'],
  ['gives no mask', classifier({ side: 64 }), PLAIN, 'no output is a mask'],
  [
    'is asked for a size that it does not take',
    maskModel({ side: 64 }),
    { ...PLAIN, cutoutModelSize: '320' },
    '64 by 64',
  ],
  ['takes any size, and none is set', maskModel(), PLAIN, 'set CUTOUT_MODEL_SIZE'],
  ['has no family that its name would tell', maskModel({ side: 64 }), {}, 'CUTOUT_MODEL_MEAN and CUTOUT_MODEL_STD'],
  ['takes too long for even one image', maskModel({ side: 64, onWhite: 'never ends' }), SHORT, '1 s (CUTOUT_SECONDS)'],
  [
    'takes too much for even one image',
    maskModel({ side: 64, onWhite: 'takes gigabytes' }),
    SMALL,
    '300 MB (CUTOUT_MEMORY_MB)',
  ],
  ['is given half of a normalisation', maskModel({ side: 64 }), { cutoutModelMean: '0,0,0' }, 'both'],
])('a model that %s is one line at start', async (_, bytes, settings, reason) => {
  expect(await refusal(await folder.put('model.onnx', bytes), settings)).toContain(reason);
});
