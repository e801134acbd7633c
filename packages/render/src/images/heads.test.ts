import { expect, test } from 'vitest';
import { armsOf, type Head, withHair } from './heads.ts';
import type { Spot } from './subject.ts';

/** A head 100 pixels wide, its eyes at 300, 200. */
const head: Head = {
  face: { x: 250, y: 150, width: 100, height: 120 },
  whole: { x: 230, y: 80, width: 140, height: 214 },
  eyes: { x: 300, y: 200 },
  gaze: 0,
};

/** Spots over a box, 20 pixels apart, each of the same weight. */
function spotsIn(left: number, top: number, right: number, bottom: number): Spot[] {
  const along = (from: number, to: number) =>
    Array.from({ length: Math.ceil((to - from) / 20) }, (_, at) => from + at * 20);
  return along(top, bottom).flatMap((y) => along(left, right).map((x) => ({ x, y, weight: 0.001 })));
}
const trunk = [...spotsIn(240, 80, 360, 290), ...spotsIn(140, 290, 460, 900)];

test('arms are what people spread beyond their shoulders or raise above their heads, whatever hangs below', () => {
  expect(armsOf([head], trunk)).toEqual([]);
  expect(armsOf([head], [...trunk, ...spotsIn(500, 640, 700, 800)])).toEqual([]);
  const spread = spotsIn(540, 320, 800, 360);
  expect(armsOf([head], [...trunk, ...spread]).map(({ x, y }) => [x, y])).toEqual(spread.map(({ x, y }) => [x, y]));
  const raised = spotsIn(200, 0, 240, 20);
  expect(armsOf([head], [...trunk, ...raised])).toHaveLength(raised.length);
});

test('high hair belongs to its head, a raised hand and what is far above do not', () => {
  expect(withHair(head, trunk).whole).toEqual(head.whole);
  const hair = spotsIn(260, 20, 340, 80);
  expect(withHair(head, [...trunk, ...hair]).whole).toEqual({ ...head.whole, y: 20, height: 274 });
  expect(withHair(head, [...trunk, ...spotsIn(380, 20, 440, 80)]).whole).toEqual(head.whole);
  expect(withHair(head, [...trunk, ...spotsIn(260, -200, 340, 0)]).whole).toEqual(head.whole);
});
