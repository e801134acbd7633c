import type { Mask } from '@proofsheet/raster';
import sharp from 'sharp';
import { bandMatte } from '../matte/band-matte.ts';
import { withoutRags } from '../matte/rags.ts';
import { above, components, flagsOf } from '../planes/flood.ts';
import { maskOf } from '../planes/mask.ts';
import type { Pixels } from '../planes/pixels.ts';
import type { Region } from '../planes/region.ts';
import { upsampleMask } from '../planes/upsample-mask.ts';
import type { Salient } from './find-salient.ts';
import { SALIENT_SIDE } from './u2net.ts';

/** Likelihoods that become all ground and all subject. */
const CLEAR_BELOW = 0.12;
const OPAQUE_ABOVE = 0.88;

/** A part of the mask is joined by cells above the first level, of 255; so much of it must reach the second. */
const FAINT = 16;
const STRONG = 200;
const LEAST_STRONG = 0.3;
/** Share of the largest part below which one is a fleck. */
const LEAST_PART = 0.01;

/** The cells as a mask of the image, its edge drawn in again by the image's own edges, then by the colours beside them. */
export async function salientMask(image: Pixels, { region, likely }: Salient): Promise<Mask> {
  const levels = likely.map((value) => (value - CLEAR_BELOW) / (OPAQUE_ABOVE - CLEAR_BELOW));
  const cells = maskOf(levels, SALIENT_SIDE, SALIENT_SIDE);
  const part = await partOf(image, region);
  const mask = new Uint8Array(image.width * image.height);
  const { data } = await withoutRags(bandMatte(part, await enlarged(withoutFlecks(cells), part)));
  for (let y = 0; y < region.height; y += 1) {
    mask.set(data.subarray(y * region.width, (y + 1) * region.width), (region.top + y) * image.width + region.left);
  }
  return { data: mask, width: image.width, height: image.height };
}

/** Without the parts that are too small, or too faint all over, to belong to the subject. */
function withoutFlecks({ data, width, height }: Mask): Mask {
  const parts = components(above(data, FAINT), width);
  const { labels, found } = parts;
  const largest = Math.max(0, ...found.map(({ area }) => area));
  const strong = new Uint32Array(found.length + 1);
  for (let at = 0; at < data.length; at += 1) {
    if ((data[at] as number) >= STRONG) strong[labels[at] as number] = (strong[labels[at] as number] as number) + 1;
  }
  const kept = flagsOf(
    parts,
    ({ label, area }) => area >= LEAST_PART * largest && (strong[label] as number) >= LEAST_STRONG * area,
  );
  for (let at = 0; at < kept.length; at += 1) kept[at] = (kept[at] as number) * (data[at] as number);
  return { data: kept, width, height };
}

async function partOf({ data, width, height, channels }: Pixels, region: Region): Promise<Pixels> {
  const part = await sharp(data, { raw: { width, height, channels } }).extract(region).raw().toBuffer();
  return { data: part, width: region.width, height: region.height, channels };
}

async function enlarged(cells: Mask, part: Pixels): Promise<Mask> {
  const { width, height } = part;
  if (width > SALIENT_SIDE && height > SALIENT_SIDE) return upsampleMask(cells, part);
  const data = await sharp(cells.data, { raw: { width: SALIENT_SIDE, height: SALIENT_SIDE, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  return { data, width, height };
}
