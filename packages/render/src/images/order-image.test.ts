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

const ofShape = (is: 'logo' | 'page' | 'photo', confidence: number, width: number, height: number) =>
  isScreenshot({
    ...{ width, height, hasAlpha: false },
    subject: { kind: 'one' } as NonNullable<Analysis['subject']>,
    seen: { nature: { is, confidence }, ground: { plain: true, hex: '#ffffff' } } as NonNullable<Analysis['seen']>,
  });

test.each([
  ['a page with photographs is one, whatever stands out of it', 'page', 0.6, 1779, 1272, true],
  ['the screen of a telephone with a card on it is one', 'logo', 0.81, 1080, 2280, true],
  ['a poster of that likeness is none', 'logo', 0.81, 1080, 1620, false],
  ['an upright photograph is none', 'photo', 0.9, 1080, 2280, false],
] as const)('%s', (_, is, confidence, width, height, expected) => {
  expect(ofShape(is, confidence, width, height)).toBe(expected);
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
