import type { Analysis } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { isScreenshot, isUploadedCutout, type OrderImage } from './order-image.ts';

const drawn = (confidence: number, plain: boolean) =>
  isScreenshot({
    ...{ width: 1280, height: 900, hasAlpha: false, subject: undefined },
    seen: { nature: { is: 'logo', confidence }, ground: { plain, hex: '#ffffff' } } as NonNullable<Analysis['seen']>,
  });

test.each([
  ['a page with photographs up to its edges is one', 0.54, false, true],
  ['a page with a plain margin that is surely drawn is one', 0.9, true, true],
  ['a white console on white is none', 0.644, true, false],
  ['aeroplanes in a pale sky are none', 0.577, true, false],
])('%s', (_, confidence, plain, is) => {
  expect(drawn(confidence, plain)).toBe(is);
});

const withAlpha = (touch: number, faces: number) =>
  isUploadedCutout({
    analysis: {
      hasAlpha: true,
      faces: Array.from({ length: faces }, () => ({})),
      cutout: { by: 'alpha', usable: true, touches: { left: touch, top: touch, right: touch, bottom: touch } },
    },
  } as unknown as OrderImage);

test('a photograph of a person with torn edges is no cut-out; a person with air around the head, and a telephone, are', () => {
  expect(withAlpha(1, 1)).toBe(false);
  expect(withAlpha(0.3, 1)).toBe(true);
  expect(withAlpha(0.9, 0)).toBe(true);
});
