import type { Mask } from '@proofsheet/raster';
import { guidedModel } from './guided-filter.ts';
import { lumaFloats } from './luma.ts';
import { sharesOf } from './mask.ts';
import type { Pixels } from './pixels.ts';
import { type Field, valueAt } from './smooth-field.ts';

const GUIDANCE = { radius: 3, epsilon: 4e-4 };

/**
 * A mask of a smaller copy at the size of `image`, its edge moved to that of the image by the fast guided filter (K.
 * He, J. Sun, 2015): the linear functions are found at the size of the mask and applied at that of the image. Away from
 * the edge the mask stays as it was, all ground or all subject.
 */
export function upsampleMask(mask: Mask, image: Pixels): Mask {
  const { width, height } = image;
  if (mask.width === width && mask.height === height) return mask;
  const across = mask.width / width;
  const down = mask.height / height;
  const luma = lumaFloats(image);
  const shares = sharesOf(mask);
  const model = guidedModel(cellMeans(luma, image, mask), shares, mask.width, mask.height, GUIDANCE);
  const field = (values: Float32Array): Field => ({ values, columns: mask.width, rows: mask.height, cell: 1 });
  const [level, slope, offset] = [field(shares), field(model.slope), field(model.offset)];
  const data = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    const v = (y + 0.5) * down - 0.5;
    for (let x = 0; x < width; x += 1, at += 1) {
      const u = (x + 0.5) * across - 0.5;
      const share = valueAt(level, u, v);
      if (share > 0 && share < 1) {
        const guided = valueAt(slope, u, v) * (luma[at] as number) + valueAt(offset, u, v);
        data[at] = 255 * Math.min(1, Math.max(0, guided)) + 0.5;
      } else data[at] = 255 * share;
    }
  }
  return { data, width, height };
}

/** The mean luma of the pixels of the image that each pixel of the mask covers. */
function cellMeans(luma: Float32Array, { width, height }: Pixels, mask: Mask): Float32Array {
  const sums = new Float32Array(mask.width * mask.height);
  const counts = new Uint16Array(sums.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    const row = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x += 1, at += 1) {
      const to = row + Math.floor(((x + 0.5) * mask.width) / width);
      sums[to] = (sums[to] as number) + (luma[at] as number);
      counts[to] = (counts[to] as number) + 1;
    }
  }
  return sums.map((sum, to) => sum / Math.max(1, counts[to] as number));
}
