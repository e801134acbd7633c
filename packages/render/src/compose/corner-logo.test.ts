import { formatOf } from '@proofsheet/domain';
import { type Box, blankCanvas, type Canvas } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { Layout } from '../layout/layers.ts';
import { freeCorners, type Standing } from './corner-logo.ts';

const LOGO = { width: 160, height: 40 };
const GREY = { r: 120, g: 120, b: 120 };

interface Given extends Partial<Omit<Standing, 'runs'>> {
  readonly words?: readonly Box[];
  readonly flip?: boolean;
  readonly photo?: Box;
  readonly ornament?: Box;
}

function cornerIn({ words = [], flip = false, photo, ornament, ...standing }: Given = {}): string | undefined {
  const format = formatOf('youtube-thumbnail', 'THUMBNAIL');
  const layers = [
    ...(photo ? [{ type: 'image', slot: 'photo', placement: { box: photo } }] : []),
    ...(ornament ? [{ type: 'drawing', ornaments: [ornament] }] : []),
  ];
  const layout = { setting: { format, flip }, layers } as unknown as Layout;
  const runs = words.map((box) => ({ box })) as unknown as Standing['runs'];
  const canvas = blankCanvas(format.width, format.height, GREY);
  const [corner] = freeCorners(layout, LOGO, { canvas, faces: [], subjects: [], ...standing, runs });
  return (
    corner && `${corner.y < format.height / 2 ? 'top' : 'bottom'} ${corner.x < format.width / 2 ? 'left' : 'right'}`
  );
}

const TOP_LEFT = { x: 40, y: 20, width: 300, height: 90 };
const TOP_RIGHT = { x: 940, y: 20, width: 300, height: 90 };
const BOTTOM_LEFT = { x: 40, y: 600, width: 300, height: 90 };

test('the first corner is where reading begins, then those along the head and along the foot', () => {
  expect(cornerIn()).toBe('top left');
  expect(cornerIn({ flip: true })).toBe('top right');
  expect(cornerIn({ words: [TOP_LEFT] })).toBe('top right');
  expect(cornerIn({ words: [TOP_LEFT, TOP_RIGHT] })).toBe('bottom left');
});

test('where the platform draws its own things is no corner: none may be left', () => {
  expect(cornerIn({ words: [TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT] })).toBeUndefined();
});

test.each<[string, Given]>([
  ['a face, and the hair above it', { faces: [{ box: { x: 60, y: 110, width: 120, height: 120 } }] }],
  ['a part of a subject', { subjects: [[{ x: 120, y: 60, weight: 1, clear: 1 }]] }],
  ['what a template draws, such as a quotation sign', { ornament: TOP_LEFT }],
  ['the edge of a photograph', { photo: { x: 0, y: 0, width: 400, height: 70 } }],
  ['an edge in the picture', { canvas: withLine() }],
])('a logo keeps off %s', (_, given) => {
  expect(cornerIn(given)).toBe('top right');
});

test('a logo may stand on a photograph', () => {
  expect(cornerIn({ photo: { x: 0, y: 0, width: 1280, height: 720 } })).toBe('top left');
});

/** A black line below the corner at the top left. */
function withLine(): Canvas {
  const canvas = blankCanvas(1280, 720, GREY);
  for (let y = 64; y < 72; y++) canvas.data.fill(0, y * 1280 * 3, (y * 1280 + 400) * 3);
  return canvas;
}
