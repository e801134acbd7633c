/** A rectangle of an image, in pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The smallest region that holds every value of a plane above `level`, widened by `margin` on each side as far as the
 * plane goes. Undefined where no value is above.
 */
export function regionAbove(
  level: number,
  plane: ArrayLike<number>,
  width: number,
  height: number,
  margin: number,
): Region | undefined {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let first = 0;
    while (first < width && (plane[row + first] as number) <= level) first += 1;
    if (first === width) continue;
    let last = width;
    while ((plane[row + last - 1] as number) <= level) last -= 1;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, y);
    bottom = y + 1;
  }
  if (right === 0) return undefined;
  left = Math.max(0, left - margin);
  top = Math.max(0, top - margin);
  return {
    left,
    top,
    width: Math.min(width, right + margin) - left,
    height: Math.min(height, bottom + margin) - top,
  };
}
