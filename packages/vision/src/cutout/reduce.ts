import type { Pixels } from '../develop/develop-image.ts';

/**
 * The image by a whole factor smaller, each pixel the mean of the square it stands for; what does not fill a square
 * at the right and lower side is left out. A factor of 1 is the image itself.
 */
export function reduce(image: Pixels, factor: number): Pixels {
  if (factor === 1) return image;
  const { data, channels } = image;
  const width = Math.max(1, Math.floor(image.width / factor));
  const height = Math.max(1, Math.floor(image.height / factor));
  const reduced = Buffer.alloc(width * height * 3);
  const across = Math.min(factor, image.width);
  const down = Math.min(factor, image.height);
  const sums = new Uint32Array(width * 3);
  for (let y = 0; y < height; y += 1) {
    sums.fill((across * down) >> 1);
    for (let row = y * factor; row < y * factor + down; row += 1) {
      const from = row * image.width * channels;
      for (let n = 0; n < across; n += 1) addEvery(data, from + n * channels, factor * channels, sums);
    }
    writeMeans(sums, across * down, reduced, y * width * 3);
  }
  return { data: reduced, width, height, channels: 3 };
}

/** Three channels of every pixel that lies a step after the one before. */
function addEvery(data: Uint8Array, start: number, step: number, sums: Uint32Array): void {
  for (let to = 0, from = start; to < sums.length; to += 3, from += step) {
    sums[to] = (sums[to] as number) + (data[from] as number);
    sums[to + 1] = (sums[to + 1] as number) + (data[from + 1] as number);
    sums[to + 2] = (sums[to + 2] as number) + (data[from + 2] as number);
  }
}

function writeMeans(sums: Uint32Array, count: number, reduced: Uint8Array, start: number): void {
  for (let n = 0; n < sums.length; n += 1) reduced[start + n] = (sums[n] as number) / count;
}
