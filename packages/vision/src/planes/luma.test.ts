import { expect, test } from 'vitest';
import { lumaBytes, lumaFloats } from './luma.ts';

const COLOURS = [
  [0, 0, 0, 0],
  [255, 255, 255, 1],
  [255, 0, 0, 0.2126],
  [0, 255, 0, 0.7152],
  [0, 0, 255, 0.0722],
] as const;

test('luma runs from black to white by the weights of Rec. 709, in bytes and in floats, alpha ignored', () => {
  const data = Buffer.from(COLOURS.flatMap(([red, green, blue]) => [red, green, blue, 9]));
  const bytes = lumaBytes({ data, width: COLOURS.length, height: 1, channels: 4 });
  const floats = lumaFloats({ data, channels: 4 });
  for (const [at, [, , , expected]] of COLOURS.entries()) {
    expect(bytes[at]).toBe(Math.round(255 * expected));
    expect(floats[at]).toBeCloseTo(expected, 6);
  }
});
