import { expect, test } from 'vitest';
import { groundFaults } from './calm-ground.ts';
import { withoutShade } from './shade-remains.ts';

const SIDE = 200;
type Colour = readonly [number, number, number];
const [PAPER, LEATHER, SHADE] = [
  [246, 246, 246],
  [150, 84, 40],
  [190, 190, 190],
] as const satisfies Colour[];

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
const SHOE: Rectangle = { left: 60, top: 60, right: 140, bottom: 140 };

/** A brown square on paper, its mask, and what is painted over either. */
function scene(
  painted: readonly (readonly [Rectangle, Colour])[] = [],
  levels: readonly (readonly [Rectangle, number])[] = [],
) {
  const data = Buffer.alloc(SIDE * SIDE * 3, PAPER[0]);
  const alpha = new Uint8Array(SIDE * SIDE);
  const each = ({ left, top, right, bottom }: Rectangle, visit: (at: number) => void) => {
    for (let y = top; y < bottom; y += 1) for (let x = left; x < right; x += 1) visit(y * SIDE + x);
  };
  for (const [where, colour] of [[SHOE, LEATHER] as const, ...painted]) each(where, (at) => data.set(colour, at * 3));
  for (const [where, level] of [[SHOE, 255] as const, ...levels]) each(where, (at) => alpha.fill(level, at, at + 1));
  const image = { data, width: SIDE, height: SIDE, channels: 3 as const };
  return { image, mask: { data: alpha, width: SIDE, height: SIDE } };
}

const faultsOf = ({ mask, image }: ReturnType<typeof scene>) => groundFaults(mask, image);
const GAP: Rectangle = { left: 90, top: 90, right: 110, bottom: 110 };
const BASE: Rectangle = { left: 80, top: 150, right: 120, bottom: 165 };

test('a clean mask has no faults, and a ring with its ground seen through it has none', () => {
  expect(faultsOf(scene())).toEqual({ remains: 0, leftBehind: 0, hole: 0 });
  expect(faultsOf(scene([[GAP, PAPER]], [[GAP, 0]]))).toEqual({ remains: 0, leftBehind: 0, hole: 0 });
});

test('ground that remained, a part left behind, and a hole in what is not ground, each are a fault of their own', () => {
  expect(faultsOf(scene([[GAP, PAPER]]))?.remains).toBeGreaterThan(0.03);
  expect(faultsOf(scene([[BASE, [226, 226, 226]]]))?.leftBehind).toBeGreaterThan(0.1);
  expect(faultsOf(scene([[GAP, [232, 230, 226]]], [[GAP, 0]]))?.hole).toBeGreaterThan(0.03);
});

test('nothing is told by a ground that is not calm', () => {
  const halves = scene([[{ left: 0, top: 0, right: 60, bottom: SIDE }, [60, 90, 60]]]);
  expect(faultsOf(halves)).toBeUndefined();
});

test('a grey sliver under a brown subject goes, and all of a grey subject stays', () => {
  const under: Rectangle = { left: 60, top: 140, right: 140, bottom: 152 };
  const brown = scene([[under, SHADE]], [[under, 255]]);
  const cleaned = withoutShade(brown.mask, brown.image);
  expect(cleaned.data[146 * SIDE + 100]).toBe(0);
  expect(cleaned.data[100 * SIDE + 100]).toBe(255);
  const grey = scene([[SHOE, SHADE]]);
  expect(withoutShade(grey.mask, grey.image).data).toEqual(grey.mask.data);
});
