import { blankCanvas } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import { lightIn } from './seen-subject.ts';

test('a photograph has light or lacks it; a dark page is as its author wants it', () => {
  const canvas = blankCanvas(100, 100, { r: 20, g: 20, b: 20 });
  const layoutOf = (isPage: boolean) =>
    ({
      layers: [
        {
          type: 'image',
          slot: 'photo',
          photo: { isPage },
          placement: { box: { x: 0, y: 0, width: 100, height: 100 } },
        },
      ],
    }) as unknown as Layout;
  expect(lightIn(layoutOf(false), canvas)).toBe(20);
  expect(lightIn(layoutOf(true), canvas)).toBeUndefined();
});
