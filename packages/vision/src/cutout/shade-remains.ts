import type { Mask } from '@proofsheet/raster';
import { components, flagsOf } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { clearBytes, withScratch } from '../planes/scratch.ts';
import { calmColour, groundAround, solidOf } from './calm-ground.ts';

/** Pixels from the outline within which a shadow stays on a subject, and how far inside it is all subject. */
const RIM = 14;
/** In 8-bit levels: how far a channel may be off the ground's hue in shadow, and how much darker shadow is. */
const HUE = 7;
const DARKER = { from: 5, to: 150 };
/** The steepest change over four pixels, in levels: a shadow is soft, and material has grain. */
const STEEPEST = 22;
/** A subject of which more than this share has the hue itself may be grey all over. */
const MOST_GREY = 0.02;
/** The least shadow that is seen, as a share of the subject. */
const LEAST = 0.0006;
/** Around it, in pixels, everything goes that is no darker than it and has the ground's hue: where a shadow ends it is nearly the ground. */
const FADES = 6;

/**
 * A mask without what it kept of the shadow on a calm ground: the grey slivers under a brown shoe. Only of a subject of
 * another hue than its ground, where shadow cannot be taken for it.
 */
export function withoutShade(mask: Mask, image: Pixels): Mask {
  const { width, height } = mask;
  return withScratch(() => {
    const subject = solidOf(mask);
    const ground = calmColour(image, groundAround(subject, image));
    if (!ground) return mask;
    const inner = erode(subject, width, height, RIM);
    const shade = clearBytes(subject.length);
    let [area, core, grey] = [0, 0, 0];
    for (let at = 2 * width; at < subject.length - 2 * width; at += 1) {
      if (subject[at] === 0) continue;
      area += 1;
      const isHue = isShaded(image, at, ground);
      if (inner[at] === 1) {
        core += 1;
        grey += isHue ? 1 : 0;
      } else if (isHue && isSoft(image, at)) shade[at] = 1;
    }
    if (core === 0 || grey > core * MOST_GREY) return mask;
    const remains = largeOf(erode(shade, width, height, 1), width, area * LEAST);
    if (!remains) return mask;
    const around = dilate(remains, width, height, FADES);
    const data = new Uint8Array(mask.data);
    for (let at = 0; at < data.length; at += 1)
      if (around[at] === 1 && inner[at] === 0 && isShaded(image, at, ground, -DARKER.from)) data[at] = 0;
    return { data, width, height };
  });
}

/** Whether a pixel has the colour of the ground with less light. */
function isShaded(
  { data, channels }: Pixels,
  at: number,
  ground: readonly [number, number, number],
  least = DARKER.from,
): boolean {
  const from = at * channels;
  const [red, green, blue] = [data[from] as number, data[from + 1] as number, data[from + 2] as number];
  const darker = ground[1] - green;
  if (darker < least || darker > DARKER.to) return false;
  const light = (red + green + blue) / Math.max(1, ground[0] + ground[1] + ground[2]);
  if (Math.abs(red - ground[0] * light) > HUE) return false;
  return Math.abs(green - ground[1] * light) <= HUE && Math.abs(blue - ground[2] * light) <= HUE;
}

function isSoft({ data, width, channels }: Pixels, at: number): boolean {
  const level = (pixel: number) => data[pixel * channels + 1] as number;
  return Math.hypot(level(at + 2) - level(at - 2), level(at + 2 * width) - level(at - 2 * width)) <= STEEPEST;
}

/** The components of at least this area; undefined where there is none. */
function largeOf(flags: Uint8Array, width: number, least: number): Uint8Array | undefined {
  const parts = components(flags, width);
  if (parts.found.every(({ area }) => area < least)) return undefined;
  return flagsOf(parts, ({ area }) => area >= least);
}
