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
  const acrossSquare = Math.min(factor, image.width);
  const downSquare = Math.min(factor, image.height);
  const count = acrossSquare * downSquare;
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let down = 0; down < downSquare; down += 1) {
        let from = ((y * factor + down) * image.width + x * factor) * channels;
        for (let across = 0; across < acrossSquare; across += 1, from += channels) {
          red += data[from] as number;
          green += data[from + 1] as number;
          blue += data[from + 2] as number;
        }
      }
      reduced[to] = red / count + 0.5;
      reduced[to + 1] = green / count + 0.5;
      reduced[to + 2] = blue / count + 0.5;
    }
  }
  return { data: reduced, width, height, channels: 3 };
}
