import type { Box } from '@proofsheet/raster';
import { expect, test } from 'vitest';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import { hungFreely } from './free-corner.ts';
import type { Layer } from './layers.ts';
import { boundsOf } from './measured-boxes.ts';
import type { Setting } from './setting.ts';

const measured = ({ x, y, width, height }: Box, children: MeasuredNode[] = []): MeasuredNode =>
  ({ transform: [1, 0, 0, 1, x, y], width, height, children, runs: [] }) as unknown as MeasuredNode;
const setting = { format: { width: 400, height: 400, reserved: [] } } as unknown as Setting;
const PHOTO = { x: 20, y: 40, width: 360, height: 320 };
const TAG = { x: 300, y: 40, width: 80, height: 40 };
const root = {
  type: 'container',
  children: [
    { type: 'container', attributes: { 'data-image': 'photo' }, children: [] },
    { type: 'container', attributes: { 'data-hangs': 'photo' }, children: [] },
  ],
} as unknown as Node;

/** Where the tag at the upper right of a photograph ends up. */
function tagBeside(
  spots: readonly { x: number; y: number }[],
  words: readonly Box[] = [],
  photo: Box = PHOTO,
): Box | undefined {
  const placement = { box: photo, faces: [], spots };
  const layers = [
    { type: 'image', slot: 'photo', attributes: {}, placement },
    { type: 'drawing', runs: words.map((box) => ({ box })), logos: [] },
  ] as unknown as Layer[];
  const tree = { root, measured: measured({ x: 0, y: 0, width: 400, height: 400 }, [measured(PHOTO), measured(TAG)]) };
  const [, child] = hungFreely(tree, layers, setting).measured.children;
  return child && boundsOf(child);
}

test('a tag stays at its corner where that is free, and hangs at the one opposite where a head is there', () => {
  expect(tagBeside([{ x: 200, y: 200 }])).toEqual(TAG);
  expect(tagBeside([{ x: 340, y: 60 }])).toEqual({ ...TAG, x: 20 });
});

test('a tag keeps off words, hangs at the foot where both upper corners are taken, and stays where none is free', () => {
  const head = { x: 340, y: 60 };
  const heading = { x: 20, y: 20, width: 100, height: 30 };
  expect(tagBeside([head], [heading])).toEqual({ ...TAG, y: 320 });
  const everywhere = [head, { x: 40, y: 60 }, { x: 340, y: 340 }, { x: 40, y: 340 }];
  expect(tagBeside(everywhere)).toEqual(TAG);
});

test('a tag goes with a photograph that does not fill its box', () => {
  expect(tagBeside([{ x: 200, y: 200 }], [], { x: 60, y: 100, width: 280, height: 200 })).toEqual({
    ...TAG,
    x: 260,
    y: 100,
  });
});
