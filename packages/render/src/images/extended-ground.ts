import { type Box, blend, type Canvas, clip, release } from '@proofsheet/raster';
import sharp from 'sharp';
import { blurredPart } from './blurred-part.ts';
import type { Photograph } from './photographs.ts';

/** How dark the photograph is behind itself where its ground cannot be continued: 1 is as it was. */
const BEHIND = 0.55;
/** The blur of a continued ground and of a photograph behind itself, as shares of the picture's height. */
const CONTINUED_BLUR = 0.03;
const BEHIND_BLUR = 0.05;
/** Over this share of the shorter side a photograph passes into its continued ground. */
const FEATHER = 0.05;

/**
 * A crop that reaches beyond its photograph, so that the subject is shown whole in a shape that it does not have. A
 * ground that is even along the sides in question is continued; else the photograph, blurred and darkened, lies behind itself.
 */
export async function cropWithGround(
  photo: Photograph,
  crop: Box,
  width: number,
  height: number,
): Promise<CroppedPicture> {
  const inside = clip(crop, { x: 0, y: 0, width: photo.width, height: photo.height });
  const [across, down] = [width / crop.width, height / crop.height];
  const left = Math.round((inside.x - crop.x) * across);
  const top = Math.round((inside.y - crop.y) * down);
  const size = {
    width: Math.min(width - left, Math.max(1, Math.round(inside.width * across))),
    height: Math.min(height - top, Math.max(1, Math.round(inside.height * down))),
  };
  const data = await photo.image.part(inside, size);
  const part = { ...size, data };
  const place = { left, top, width, height };
  const goesOn = isEven(part, place);
  const canvas = goesOn ? await continued(part, place) : await behindItself(photo, width, height);
  const feather = goesOn ? Math.round(Math.min(size.width, size.height) * FEATHER) : 0;
  blend(canvas, { ...size, data: faded(part, place, feather) }, left, top);
  release(data);
  return { ...canvas, behind: goesOn ? 0 : 1 - (size.width * size.height) / (width * height) };
}

/** A picture, and the share of it in which its photograph lies blurred behind itself. */
export interface CroppedPicture extends Canvas {
  readonly behind: number;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Levels by which an even edge changes from one pixel to the next but three, in the mean: shades do, things do not. */
const EVEN = 3.5;
const APART = 4;

/** Whether each side beyond which the ground goes on is a shade, without a thing that would be drawn into a streak. */
function isEven({ width, height, data }: Canvas, place: Place): boolean {
  const steps = (count: number, at: (index: number) => number) => {
    let sum = 0;
    for (let index = 0; index + APART < count; index++)
      for (const channel of [0, 1, 2])
        sum += Math.abs((data[at(index) + channel] as number) - (data[at(index + APART) + channel] as number));
    return sum / Math.max(1, count - APART) / 3;
  };
  const column = (x: number) => steps(height, (y) => (y * width + x) * 3);
  const row = (y: number) => steps(width, (x) => (y * width + x) * 3);
  const sides = [
    ...(place.left > 0 ? [column(0)] : []),
    ...(place.left + width < place.width ? [column(width - 1)] : []),
    ...(place.top > 0 ? [row(0)] : []),
    ...(place.top + height < place.height ? [row(height - 1)] : []),
  ];
  return sides.every((change) => change <= EVEN);
}

/** The edge pixels of the part drawn on to the sides of the frame, and blurred so that no grain becomes a streak. */
async function continued({ width, height, data }: Canvas, place: Place): Promise<Canvas> {
  const wide = await sharp(data, { raw: { width, height, channels: 3 } })
    .extend({
      ...{ left: place.left, right: place.width - place.left - width },
      ...{ top: place.top, bottom: place.height - place.top - height },
      extendWith: 'copy',
    })
    .raw()
    .toBuffer();
  const soft = await sharp(wide, { raw: { width: place.width, height: place.height, channels: 3 } })
    .blur(Math.max(0.5, place.height * CONTINUED_BLUR))
    .raw()
    .toBuffer();
  release(wide);
  return { width: place.width, height: place.height, data: soft };
}

async function behindItself(photo: Photograph, width: number, height: number): Promise<Canvas> {
  const scale = Math.max(width / photo.width, height / photo.height);
  const crop = { width: Math.round(width / scale), height: Math.round(height / scale) };
  const x = Math.round((photo.width - crop.width) / 2);
  const y = Math.round((photo.height - crop.height) / 2);
  const blur = { pixels: height * BEHIND_BLUR, light: BEHIND };
  const data = await blurredPart(photo, { x, y, ...crop }, { width, height }, blur);
  return { width, height, data };
}

/** The part with an alpha that fades towards those of its sides beyond which the ground goes on. */
function faded({ width, height, data }: Canvas, place: Place, feather: number): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  const rise = (distance: number) => (feather === 0 ? 1 : Math.min(1, (distance + 0.5) / feather));
  const [goesLeft, goesUp] = [place.left > 0, place.top > 0];
  const [goesRight, goesDown] = [place.left + width < place.width, place.top + height < place.height];
  for (let y = 0, at = 0; y < height; y++) {
    const down = Math.min(goesUp ? rise(y) : 1, goesDown ? rise(height - 1 - y) : 1);
    for (let x = 0; x < width; x++, at++) {
      const across = Math.min(goesLeft ? rise(x) : 1, goesRight ? rise(width - 1 - x) : 1);
      rgba.set(data.subarray(at * 3, at * 3 + 3), at * 4);
      rgba[at * 4 + 3] = Math.round(255 * Math.min(across, down));
    }
  }
  return rgba;
}
