import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import { detectFaces } from './blazeface.ts';
import { likelyPeople, SELFIE_SIDE } from './selfie.ts';

/** Intersection over union of the subject and what the model of people sees, from which they are the same. */
const SAME = 0.7;
/**
 * The model of people takes many a thing for somebody, and takes it for somebody upside down as well: people fall by
 * this much when they are turned.
 */
const UPRIGHT = 0.25;
/** Score of a face that is half hidden: far too low to be composed around. */
const HALF_A_FACE = 0.7;

/**
 * Whether a subject that shows no face is people all the same: masked, turned away, seen from behind. Animals that
 * stand are sometimes taken for them. `region` is the box of the subject. Throws `VisionUnavailable`.
 */
export async function looksLikePeople(image: Pixels, mask: Mask, region: Region): Promise<boolean> {
  const whole: Region = { left: 0, top: 0, width: image.width, height: image.height };
  if (likeness(await likelyPeople(image, whole, { mirrored: false }), whole, mask) < SAME) return false;
  const upright = likeness(await likelyPeople(image, region, { mirrored: false }), region, mask);
  if (upright < SAME) return false;
  if ((await surestFace(image, region)) >= HALF_A_FACE) return true;
  return upright - (await turnedLikeness(image, mask, region)) >= UPRIGHT;
}

function likeness(people: Float32Array, region: Region, { data, width }: Mask): number {
  let [both, either] = [0, 0];
  for (let y = 0, at = 0; y < SELFIE_SIDE; y += 1) {
    const row = (region.top + Math.floor(((y + 0.5) * region.height) / SELFIE_SIDE)) * width + region.left;
    for (let x = 0; x < SELFIE_SIDE; x += 1, at += 1) {
      const subject = (data[row + Math.floor(((x + 0.5) * region.width) / SELFIE_SIDE)] as number) / 255;
      both += Math.min(subject, people[at] as number);
      either += Math.max(subject, people[at] as number);
    }
  }
  return either === 0 ? 0 : both / either;
}

async function turnedLikeness(image: Pixels, mask: Mask, region: Region): Promise<number> {
  const { data, width, height, channels } = image;
  const turned = await sharp(data, { raw: { width, height, channels } }).rotate(180).raw().toBuffer();
  const people = await likelyPeople(
    { ...image, data: turned },
    { ...region, left: width - region.left - region.width, top: height - region.top - region.height },
    { mirrored: false },
  );
  return likeness(people.reverse(), region, mask);
}

/** In the upper half of the subject, where a head would be, seen from nearby. */
async function surestFace(image: Pixels, { left, top, width, height }: Region): Promise<number> {
  const side = Math.max(width, height);
  const near = Math.round(side / 2);
  const squares = [
    { left, top, side },
    ...[0, 0.5, 1].map((share) => ({ left: left + Math.round(share * Math.max(0, width - near)), top, side: near })),
  ];
  let surest = 0;
  for (const square of squares) {
    for (const { score } of await detectFaces(image, square, HALF_A_FACE)) surest = Math.max(surest, score);
  }
  return surest;
}
