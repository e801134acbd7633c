import type { Mask } from '@proofsheet/raster';
import { describe, expect, test } from 'vitest';
import { confirms } from './confirms.ts';
import type { Salient } from './find-salient.ts';
import { SALIENT_SIDE } from './u2net.ts';

const MIDDLE = SALIENT_SIDE / 2;
const RADIUS = 90;
/** The image has twice as many pixels along each side, and a margin. */
const REGION = { left: 40, top: 30, width: SALIENT_SIDE * 2, height: SALIENT_SIDE * 2 };
const WIDTH = REGION.width + 80;

/** A disc with an edge of so many cells, a patch of doubt across the lower end of it, and a leg, seen faintly, beneath. */
function seen({ edge, patch = 0, leg = 0 }: { readonly edge: number; readonly patch?: number; leg?: number }): Salient {
  const likely = Float32Array.from({ length: SALIENT_SIDE * SALIENT_SIDE }, (_, at) => {
    const [x, y] = [(at % SALIENT_SIDE) + 0.5 - MIDDLE, Math.floor(at / SALIENT_SIDE) + 0.5 - MIDDLE];
    if (Math.abs(y - RADIUS) < patch / 2 && Math.abs(x) < patch / 2) return 0.5;
    const likely = Math.min(1, Math.max(0, 0.5 + (RADIUS - Math.hypot(x, y)) / edge));
    return Math.abs(x) < leg / 2 && y > 0 && y < RADIUS + 60 ? Math.max(0.3, likely) : likely;
  });
  return { region: REGION, likely, agreement: 1 };
}

/** The same disc as a mask, bitten at its right end by so many pixels. */
function disc(bite = 0): Mask {
  const height = REGION.height + 60;
  const data = Uint8Array.from({ length: WIDTH * height }, (_, at) => {
    const [x, y] = [(at % WIDTH) - REGION.left - MIDDLE * 2, Math.floor(at / WIDTH) - REGION.top - MIDDLE * 2];
    return Math.hypot(x, y) < RADIUS * 2 && Math.hypot(x - RADIUS * 2, y) > bite ? 255 : 0;
  });
  return { data, width: WIDTH, height };
}

describe('what the model saw confirms a mask', () => {
  test('whose edge it saw, and which edge it guessed as it does along hair and fur', () => {
    expect(confirms(seen({ edge: 3 }), disc())).toBe(1);
    expect(confirms(seen({ edge: 9 }), disc())).toBe(1);
  });

  test('with a detail of which it was not sure, or without a pixel or two', () => {
    expect(confirms(seen({ edge: 3, patch: 13 }), disc())).toBe(1);
    expect(confirms(seen({ edge: 3 }), disc(12))).toBe(1);
  });

  test('and not where it could not tell of a large part whether that belongs to it', () => {
    expect(confirms(seen({ edge: 3, patch: 40 }), disc())).toBeLessThan(0.1);
  });

  test('and not where it saw a leg, however faintly, that is lost; a wire is no leg', () => {
    expect(confirms(seen({ edge: 3, leg: 8 }), disc())).toBeLessThan(0.5);
    expect(confirms(seen({ edge: 3, leg: 3 }), disc())).toBe(1);
  });

  test('and not where something is lost that it is sure of', () => {
    expect(confirms(seen({ edge: 3 }), disc(40))).toBeLessThan(0.1);
  });
});
