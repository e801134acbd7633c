import { formatOf, type GenerationKind } from '@proofsheet/domain';
import { encodeMask } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { OrderImage } from './order-image.ts';
import { openPhotographs } from './photographs.ts';

interface Figure {
  readonly width?: number;
  /** Where the head begins, from the top of the subject. */
  readonly headAt?: number;
  readonly heads?: number;
}

/** 1000x1600, of somebody from head to foot. */
function standing({ width = 0.3, headAt = 0.03, heads = 1 }: Figure): OrderImage {
  const box = { x: 0.5 - width / 2, y: 0.05, width, height: 0.9 };
  const faces = Array.from({ length: heads }, (_, at) => ({
    ...{ x: 0.45 + at * 0.08, y: box.y + headAt + 0.02, width: 0.07, height: 0.06, confidence: 0.99, gaze: 0 },
    eyes: { left: { x: 0.47, y: 0.1 }, right: { x: 0.5, y: 0.1 } },
  }));
  const data = Uint8Array.from({ length: 32 * 51 }, () => 255);
  const mask = encodeMask({ width: 32, height: 51, data });
  const analysis = {
    ...{
      width: 1000,
      height: 1600,
      hasAlpha: false,
      lightness: 0.5,
      faces,
      focus: { x: 0.5, y: 0.2 },
      focusBy: 'face',
    },
    subject: { kind: 'one', person: true, box, mask, parts: [], confidence: 0.9 },
  };
  return { role: 'PERSON', bytes: new Uint8Array(), analysis } as unknown as OrderImage;
}

async function isFigure(image: OrderImage, kind: GenerationKind = 'THUMBNAIL'): Promise<boolean | undefined> {
  using photographs = openPhotographs([image], { formats: [formatOf({ width: 1280, height: 720 }, kind)], once: true });
  return (await photographs.show(new Map([['photo', image]]))).get('photo')?.isFigure;
}

test('somebody who merely stands is a portrait in a thumbnail, and whole in an ad', async () => {
  expect(await isFigure(standing({}))).toBe(false);
  expect(await isFigure(standing({}), 'AD')).toBe(true);
});

test('a pose, a load above the head and a group are kept whole in thumbnails, too', async () => {
  expect(await isFigure(standing({ width: 0.8 }))).toBe(true);
  expect(await isFigure(standing({ headAt: 0.3 }))).toBe(true);
  expect(await isFigure(standing({ width: 0.4, heads: 2 }))).toBe(true);
});

test('of what the model is not sure there may be more than was found', async () => {
  const image = standing({ heads: 0 });
  const isUnknown = async (confidence: number) => {
    const subject = { ...image.analysis.subject, by: 'model', person: false, confidence };
    const asked = { ...image, analysis: { ...image.analysis, subject } } as OrderImage;
    using photographs = openPhotographs([asked], {
      formats: [formatOf({ width: 1280, height: 720 }, 'AD')],
      once: true,
    });
    return (await photographs.show(new Map([['photo', asked]]))).get('photo')?.isUnknown;
  };
  expect(await isUnknown(0.9)).toBe(false);
  expect(await isUnknown(0.5)).toBe(true);
});
