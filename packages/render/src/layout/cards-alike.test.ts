import type { Box } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import { cardsAlike } from './cards-alike.ts';
import type { ImageLayer } from './layers.ts';

const layer = (slot: ImageLayer['slot'], placement: Partial<ImageLayer['placement']>): ImageLayer =>
  ({ type: 'image', slot, attributes: {}, placement: { behind: 0, ...placement } }) as unknown as ImageLayer;

const card = layer('photo', {
  box: { x: 40, y: 20, width: 320, height: 360 },
  mat: { x: 0, y: 0, width: 400, height: 400 },
});
const place = (_: ImageLayer, box: Box) => ({ ...card.placement, box, mat: undefined, behind: 0 }) as never;

test('a photograph that fills its field becomes a card like the one beside it', () => {
  const filling = layer('photo-2', { box: { x: 410, y: 0, width: 399, height: 400 } });
  const [same, other] = cardsAlike([card, filling], place) as [ImageLayer, ImageLayer];
  expect(same).toBe(card);
  expect(other.placement.box).toEqual({ x: 450, y: 20, width: 320, height: 360 });
  expect(other.placement.mat).toEqual(filling.placement.box);
});

test('a photograph in a field of another size, a backdrop and a cut-out stay as they are', () => {
  const others = [
    layer('photo-2', { box: { x: 410, y: 0, width: 200, height: 400 } }),
    layer('backdrop', { box: { x: 410, y: 0, width: 400, height: 400 } }),
    layer('cutout-2', { box: { x: 410, y: 0, width: 400, height: 400 } }),
  ];
  expect(cardsAlike([card, ...others], place)).toEqual([card, ...others]);
});

test('nothing changes where no photograph is a card', () => {
  const filling = layer('photo', { box: { x: 0, y: 0, width: 400, height: 400 } });
  expect(cardsAlike([filling], place)).toEqual([filling]);
});
