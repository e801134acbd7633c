import { expect, test } from 'vitest';
import { visionConfigSchema } from './config.ts';

test('nothing has to be set, and then no model of the operator runs', () => {
  expect(visionConfigSchema.parse({})).toEqual({ cutoutSeconds: 60, cutoutMemoryMb: 3000 });
});

test('settings are read as an environment writes them', () => {
  const config = visionConfigSchema.parse({
    cutoutModel: '/models/isnet.onnx',
    cutoutModelSize: '768',
    cutoutModelMean: '0.5, 0.5, 0.5',
    cutoutModelStd: '1,1,1',
    nsfwModelOutputs: '1,3,4',
  });
  expect(config).toMatchObject({ cutoutModelSize: 768, cutoutModelMean: [0.5, 0.5, 0.5], nsfwModelOutputs: [1, 3, 4] });
});

test.each([
  ['cutoutModelSize', 'large', 'give a number of pixels, such as 320 or 1024'],
  ['cutoutModelSize', '1000', 'give a multiple of 32, such as 320, 768 or 1024'],
  ['cutoutModelMean', '0.5', 'give three numbers for red, green and blue, such as 0.485,0.456,0.406'],
  ['cutoutModelMean', '0.5,,0.5', 'give three numbers for red, green and blue, such as 0.485,0.456,0.406'],
  ['cutoutModelStd', '1,0,1', 'give three numbers above 0: the input is divided by them'],
  ['cutoutSeconds', '0', 'give at least 1 second'],
  ['cutoutMemoryMb', '64', 'give at least 256: the runtime alone needs about 100'],
  ['nsfwModelOutputs', 'porn', 'give the places of the unsafe outputs, counted from 0, such as 1 or 1,3,4'],
])('%s of %j is answered with what to give', (setting, value, message) => {
  const { error } = visionConfigSchema.safeParse({ [setting]: value });
  expect(error?.issues.map((issue) => issue.message)).toContain(message);
});
