/** A picture in linear RGBA, colour multiplied by alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** The picture at another size, by straight lines between its pixels. For soft pictures and small changes. */
export function resize(picture: Picture, width: number, height: number): Picture {
  const pixels = new Float32Array(width * height * 4);
  const source = (x: number, y: number, channel: number) => picture.pixels[(y * picture.width + x) * 4 + channel] ?? 0;
  for (let y = 0; y < height; y++) {
    const sy = Math.min(picture.height - 1.001, Math.max(0, ((y + 0.5) * picture.height) / height - 0.5));
    const [top, down] = [Math.floor(sy), sy % 1];
    for (let x = 0; x < width; x++) {
      const sx = Math.min(picture.width - 1.001, Math.max(0, ((x + 0.5) * picture.width) / width - 0.5));
      const [left, right] = [Math.floor(sx), sx % 1];
      for (let channel = 0; channel < 4; channel++) {
        const above = source(left, top, channel) * (1 - right) + source(left + 1, top, channel) * right;
        const under = source(left, top + 1, channel) * (1 - right) + source(left + 1, top + 1, channel) * right;
        pixels[(y * width + x) * 4 + channel] = above * (1 - down) + under * down;
      }
    }
  }
  return { width, height, pixels };
}

/** Lays `front` over `ground` with its corner at (`left`, `top`). Changes and returns `ground`. */
export function lay(front: Picture, ground: Picture, left: number, top: number): Picture {
  for (let y = 0; y < front.height; y++) {
    for (let x = 0; x < front.width; x++) {
      const from = (y * front.width + x) * 4;
      const to = ((y + top) * ground.width + x + left) * 4;
      const clear = 1 - (front.pixels[from + 3] ?? 0);
      for (let channel = 0; channel < 4; channel++) {
        ground.pixels[to + channel] = (front.pixels[from + channel] ?? 0) + (ground.pixels[to + channel] ?? 0) * clear;
      }
    }
  }
  return ground;
}
