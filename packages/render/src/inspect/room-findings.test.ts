import { formatOf } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import { seenBlur } from '../layout/seen-blur.ts';
import { bareGround, roomFindings } from './room-findings.ts';

interface Given {
  readonly beyond: number;
  readonly words?: Box;
  readonly kind?: 'AD' | 'THUMBNAIL';
  readonly behind?: number;
}

/** A photograph in the right half of a frame, continued above, and words. */
function layoutOf({
  beyond,
  words = { x: 40, y: 200, width: 500, height: 100 },
  kind = 'THUMBNAIL',
  behind = 0,
}: Given): Layout {
  const format = formatOf({ width: 1280, height: 720 }, kind);
  const box = { x: 640, y: 0, width: 640, height: 720 };
  const crop = { x: 0, y: -1000 * beyond, width: 900, height: 1000 };
  const placement = { box, crop, beyond, empty: 0, behind, mirrored: 0, spots: [], bust: [], faces: [] };
  const photo = { width: 900, height: 1000 * (1 - beyond), heads: [] };
  const layers = [
    { type: 'image', slot: 'photo', photo, placement, attributes: {} },
    { type: 'drawing', runs: [{ slot: 'headline', box: words }], logos: [] },
  ];
  return { setting: { format }, layers } as unknown as Layout;
}

const codes = (given: Given) => roomFindings(layoutOf(given)).map(({ code }) => code);

test('a void beyond one side of a photograph is found in a thumbnail, however even it is', () => {
  expect(codes({ beyond: 0.45 })).toContain('field_empty');
  expect(bareGround(layoutOf({ beyond: 0.45 }))).toBe(0.45);
});

test('air above a subject is none, nor is ground that words stand on, nor the ground of a product in an ad', () => {
  expect(codes({ beyond: 0.3 })).not.toContain('field_empty');
  expect(codes({ beyond: 0.45, words: { x: 660, y: 60, width: 500, height: 200 } })).not.toContain('field_empty');
  expect(codes({ beyond: 0.45, kind: 'AD' })).not.toContain('field_empty');
});

test('in an ad a blurred void beyond a photograph is found', () => {
  expect(codes({ beyond: 0.45, behind: 0.45, kind: 'AD' })).toContain('field_empty');
});

test('a blur beside a photograph is seen by how busy its edge is, and as it is on a page', () => {
  const blurred = (mirrored: number, isPage = false) => seenBlur({ isPage }, { behind: 0.25, mirrored });
  expect(blurred(1)).toBe(0);
  expect(blurred(9)).toBeCloseTo(0.125);
  expect(blurred(30)).toBe(0.25);
  expect(blurred(0, true)).toBe(0.25);
});
