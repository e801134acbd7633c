import type { Box } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import { alongArrow, pointerIn, type Scene } from './pointer.ts';

const FRAME = { width: 1280, height: 720 };
/** Larger than the frame, as a car that fills its photograph is. */
const FAR = { x: -400, y: -300, width: 2080, height: 1320 };

/** Scenes with words at various places on the left and a face at various places on the right. */
function scenes(): Scene[] {
  return Array.from({ length: 120 }, (_, at) => {
    const [wide, high, along, down, size] = [5, 7, 11, 13, 17].map((step) => (at * step) % 10) as number[];
    const line = { x: 60, y: 90 + (high as number) * 30, width: 220 + (wide as number) * 40, height: 110 };
    const below = { ...line, y: line.y + 116, width: line.width * 0.7 };
    const plate = { x: 60, y: line.y + 250, width: 300, height: 70 };
    // In every other scene a word blocks the shortest way.
    const between = { x: line.x + line.width + 50, y: line.y - 10, width: 40, height: at % 2 === 0 ? 260 : 0 };
    const tall = 120 + (size as number) * 22;
    const face = { x: 700 + (along as number) * 34, y: 60 + (down as number) * 22, width: tall * 0.8, height: tall };
    const target = { x: face.x - 40, y: face.y - 60, width: face.width + 80, height: face.height + 90 };
    return {
      ...FRAME,
      target,
      isRinged: true,
      headline: [line, below],
      texts: [line, below, plate, between],
      faces: [face],
    };
  });
}

const holds = ({ x, y, width, height }: Box, at: { x: number; y: number }) =>
  at.x > x && at.x < x + width && at.y > y && at.y < y + height;

describe('a pointer', () => {
  test('is an arrow in nearly every picture, and crosses neither text nor face in any', () => {
    let [arrows, crossed] = [0, 0];
    for (const scene of scenes()) {
      const { arrow } = pointerIn(scene);
      if (!arrow) continue;
      arrows++;
      for (let step = 0; step <= 200; step++) {
        const point = alongArrow(arrow, step / 200);
        crossed += [...scene.texts, ...scene.faces].filter((box) => holds(box, point)).length;
      }
    }
    expect(crossed).toBe(0);
    expect(arrows).toBeGreaterThan(90);
  });

  test('ends at its ring, which is around the target', () => {
    for (const scene of scenes()) {
      const { ring, arrow } = pointerIn(scene);
      expect(holds(scene.target, ring.middle)).toBe(true);
      if (!arrow) continue;
      const { x, y } = arrow.tip;
      const away = Math.hypot((x - ring.middle.x) / ring.across, (y - ring.middle.y) / ring.down);
      expect(away).toBeGreaterThan(1);
      expect(away).toBeLessThan(1.4);
    }
  });

  test('has its ring inside the frame even for a target at the edge', () => {
    const [scene] = scenes() as [Scene];
    const { ring } = pointerIn({ ...scene, target: { x: 1200, y: 660, width: 120, height: 120 }, faces: [] });
    expect(ring.middle.x + ring.across).toBeLessThan(FRAME.width);
    expect(ring.middle.y + ring.down).toBeLessThan(FRAME.height);
  });

  test('ends at the side of what is not ringed, and is left out where the words stand on that', () => {
    for (const scene of scenes()) {
      const large = { ...scene.target, y: 60, height: 600 };
      const { ring, arrow } = pointerIn({ ...scene, target: large, faces: [], isRinged: false });
      expect(ring).toMatchObject({ across: large.width / 2, down: 300 });
      for (const at of arrow ? [0, 0.25, 0.5, 0.75, 1] : []) {
        const { x, y } = alongArrow(arrow as NonNullable<typeof arrow>, at);
        expect(Math.hypot((x - ring.middle.x) / ring.across, (y - ring.middle.y) / ring.down)).toBeGreaterThan(1);
      }
    }
    const [scene] = scenes() as [Scene];
    expect(pointerIn({ ...scene, target: FAR, faces: [], isRinged: false }).arrow).toBeUndefined();
  });

  test('has no arrow where the words leave no way', () => {
    const [scene] = scenes() as [Scene];
    const wall = { x: 0, y: 0, ...FRAME };
    expect(pointerIn({ ...scene, headline: [wall], texts: [wall] }).arrow).toBeUndefined();
  });
});
