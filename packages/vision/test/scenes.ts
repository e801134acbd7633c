import type { Pixels } from '../src/planes/pixels.ts';

export const RED = [220, 30, 30] as const;
export const GREEN = [40, 180, 60] as const;
export const WHITE = [255, 255, 255] as const;
/** As much redder than green as the drawn models call undecided. */
export const BRICK = [144, 80, 80] as const;
/** A little less so: more likely ground than subject, but not clearly. */
export const DUST = [140, 80, 80] as const;

type Colour = readonly [number, number, number];

export interface Scene {
  readonly width?: number;
  readonly height?: number;
  readonly subject?: Colour;
  readonly ground?: Colour;
}

/** An ellipse, half as wide and as high as the image, in its middle. */
export function scene({ width = 160, height = 120, subject = RED, ground = GREEN }: Scene = {}): Pixels {
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < width * height; at += 1) {
    data.set(inEllipse(at % width, Math.floor(at / width), width, height) ? subject : ground, at * 3);
  }
  return { data, width, height, channels: 3 };
}

/** Intersection over union of a mask with the ellipse of such a scene. */
export function overlap({ data, width, height }: { data: Uint8Array; width: number; height: number }): number {
  let both = 0;
  let either = 0;
  for (let at = 0; at < data.length; at += 1) {
    const truth = inEllipse(at % width, Math.floor(at / width), width, height);
    const found = (data[at] ?? 0) >= 128;
    if (truth || found) either += 1;
    if (truth && found) both += 1;
  }
  return both / either;
}

function inEllipse(x: number, y: number, width: number, height: number): boolean {
  return (((x + 0.5) / width - 0.5) * 4) ** 2 + (((y + 0.5) / height - 0.5) * 4) ** 2 <= 1;
}
