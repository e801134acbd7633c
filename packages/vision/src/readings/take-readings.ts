import { ANALYSIS_VERSION, type Analysis, type Seen } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { rgbaToThumbHash } from 'thumbhash';
import { lumaBytes } from '../planes/luma.ts';
import { alphaMask, opaqueBounds } from '../planes/mask.ts';
import { type Pixels, sampled, shrunk, withAlpha } from '../planes/pixels.ts';
import { attentionIn, focusOf } from './focus.ts';
import { groundOf } from './ground.ts';
import { labPixels } from './lab-pixels.ts';
import { natureOf } from './nature.ts';
import { paletteOf } from './palette.ts';
import { guessRole } from './role.ts';
import { sharpnessOf } from './sharpness.ts';
import { coloursOf, exposureOf, lightnessOf, toneOf } from './tone.ts';

/** Longest side of the copy that edges and grain are read from: about what a finished picture shows of them. */
export const WORK_SIDE = 1280;
/** Longest side of the copy that colours and the placeholder are read from: thumbhash takes no more. */
const SMALL_SIDE = 100;
/** The focus of an image of one colour. */
const CENTRE = { x: 0.5, y: 0.5 };

/** What was found in the image before its readings are taken. */
export interface Found extends Pick<Analysis, 'faces' | 'cutout' | 'findings'> {
  readonly subject?: Analysis['subject'];
  /** Of the subject, in any size, whether or not it can be cut out. An image with alpha needs none. */
  readonly mask?: Mask | undefined;
  /** Of `work`, where they are known already. */
  readonly luma?: Uint8Array;
  readonly nature?: Seen['nature'];
  /** By an operator's model: 0 harmless to 1. */
  readonly nsfw?: number | undefined;
}

/**
 * The analysis: what was found, with the readings that later pictures are composed by. `pixels` is the master, `work`
 * its copy of `WORK_SIDE`. The same pixels give the same analysis.
 */
export async function takeReadings(pixels: Pixels, work: Pixels, found: Found): Promise<Analysis> {
  const copy = pixels.channels === 3 ? work : await shrunk(pixels, WORK_SIDE);
  const small = await shrunk(copy, SMALL_SIDE);
  const colours = labPixels(sampled(copy, SMALL_SIDE));
  const palette = paletteOf(colours);
  const luma = found.luma ?? lumaBytes(work);
  const lightness = lightnessOf(small);
  const ground = groundOf(colours);
  const nature = found.nature ?? natureOf(luma, work.width, work.height);
  const sharpness = sharpnessOf(luma, work.width, work.height);
  const { faces, cutout, findings, subject, mask, nsfw } = found;
  const inParticular = subject?.kind === 'none' ? undefined : mask;
  const attention = () => (palette.length === 1 ? CENTRE : attentionIn(work));
  return {
    version: ANALYSIS_VERSION,
    width: pixels.width,
    height: pixels.height,
    hasAlpha: pixels.channels === 4,
    ...(await focusOf(faces, inParticular ?? alphaMask(small), attention)),
    bounds: opaqueBounds(pixels),
    faces,
    cutout,
    ...(subject ? { subject } : {}),
    findings,
    palette,
    lightness,
    seen: {
      sharpness,
      exposure: exposureOf(copy),
      tone: toneOf(lightness),
      colours: coloursOf(colours),
      ground,
      nature,
      role: guessRole(faces, cutout, { nature, ground, sharpness }),
      ...(nsfw === undefined ? {} : { nsfw }),
    },
    placeholder: await placeholderOf(small),
  };
}

/** A thumbhash, base64. */
export async function placeholderOf(image: Pixels): Promise<string> {
  const { data, width, height } = await withAlpha(await shrunk(image, SMALL_SIDE));
  return Buffer.from(rgbaToThumbHash(width, height, data)).toString('base64');
}
