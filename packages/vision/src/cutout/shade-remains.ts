import type { Mask } from '@proofsheet/raster';
import { components } from '../planes/flood.ts';
import { dilate, erode } from '../planes/morphology.ts';
import type { Pixels } from '../planes/pixels.ts';
import { bytes, clearBytes, withScratch } from '../planes/scratch.ts';
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
    const isShade = (at: number) => around[at] === 1 && inner[at] === 0 && isShaded(image, at, ground, -DARKER.from);
    const data = Uint8Array.from(mask.data, (level, at) => (level > 0 && isShade(at) ? 0 : level));
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
  const [red, green, blue] = [0, 1, 2].map((channel) => data[at * channels + channel] as number) as [
    number,
    number,
    number,
  ];
  const light = (red + green + blue) / Math.max(1, ground[0] + ground[1] + ground[2]);
  const darker = ground[1] - green;
  if (darker < least || darker > DARKER.to) return false;
  const off = (level: number, of: number) => Math.abs(level - of * light);
  return Math.max(off(red, ground[0]), off(green, ground[1]), off(blue, ground[2])) <= HUE;
}

function isSoft({ data, width, channels }: Pixels, at: number): boolean {
  const level = (pixel: number) => data[pixel * channels + 1] as number;
  return Math.hypot(level(at + 2) - level(at - 2), level(at + 2 * width) - level(at - 2 * width)) <= STEEPEST;
}

/** The components of at least this area; undefined where there is none. */
function largeOf(flags: Uint8Array, width: number, least: number): Uint8Array | undefined {
  const { labels, found } = components(flags, width);
  const large = new Set(found.filter(({ area }) => area >= least).map(({ label }) => label));
  if (large.size === 0) return undefined;
  const kept = bytes(flags.length);
  for (let at = 0; at < flags.length; at += 1) kept[at] = large.has(labels[at] as number) ? 1 : 0;
  return kept;
}
