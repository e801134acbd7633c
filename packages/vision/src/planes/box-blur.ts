import { floats, withScratch } from './scratch.ts';

/**
 * The mean over the square of `2 * radius + 1` pixels around every pixel, as far as it lies inside the plane. Running
 * sums along the rows, then along the columns: the cost does not grow with the radius.
 */
export function boxBlur(plane: Float32Array | Uint8Array, width: number, height: number, radius: number): Float32Array {
  const blurred = floats(plane.length);
  if (radius < 1) blurred.set(plane);
  else withScratch(() => blurInto(blurred, plane, width, height, radius));
  return blurred;
}

function blurInto(
  blurred: Float32Array,
  plane: Float32Array | Uint8Array,
  width: number,
  height: number,
  radius: number,
): void {
  const across = floats(plane.length);
  for (let y = 0; y < height; y += 1) blurRow(plane, across, y * width, width, radius);
  blurColumns(across, blurred, width, height, radius);
}

function blurRow(
  plane: Float32Array | Uint8Array,
  blurred: Float32Array,
  row: number,
  width: number,
  radius: number,
): void {
  let sum = 0;
  let count = Math.min(radius, width);
  for (let x = 0; x < count; x += 1) sum += plane[row + x] as number;
  for (let x = 0; x < width; x += 1) {
    if (x + radius < width) {
      sum += plane[row + x + radius] as number;
      count += 1;
    }
    if (x > radius) {
      sum -= plane[row + x - radius - 1] as number;
      count -= 1;
    }
    blurred[row + x] = sum / count;
  }
}

/** All columns at once, row after row, so that memory is read in order. */
function blurColumns(plane: Float32Array, blurred: Float32Array, width: number, height: number, radius: number): void {
  const sums = new Float64Array(width);
  let count = Math.min(radius, height);
  for (let y = 0; y < count; y += 1) addRow(sums, plane, y * width, 1);
  for (let y = 0; y < height; y += 1) {
    if (y + radius < height) {
      addRow(sums, plane, (y + radius) * width, 1);
      count += 1;
    }
    if (y > radius) {
      addRow(sums, plane, (y - radius - 1) * width, -1);
      count -= 1;
    }
    writeRow(blurred, y * width, sums, count);
  }
}

function addRow(sums: Float64Array, plane: Float32Array, row: number, sign: 1 | -1): void {
  for (let x = 0; x < sums.length; x += 1) sums[x] = (sums[x] as number) + sign * (plane[row + x] as number);
}

function writeRow(blurred: Float32Array, row: number, sums: Float64Array, count: number): void {
  for (let x = 0; x < sums.length; x += 1) blurred[row + x] = (sums[x] as number) / count;
}
