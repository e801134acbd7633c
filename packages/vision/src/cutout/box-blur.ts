/**
 * The mean of the square of `2 * radius + 1` pixels around every pixel, of what of it lies inside the plane.
 * A running sum along rows, then along columns: the cost does not grow with the radius.
 */
export function boxBlur(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  if (radius < 1) return plane.slice();
  return blurColumns(blurRows(plane, width, height, radius), width, height, radius);
}

function blurRows(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const blurred = new Float32Array(plane.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
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
  return blurred;
}

/** All columns at once, row after row, so that memory is read in its order. */
function blurColumns(plane: Float32Array, width: number, height: number, radius: number): Float32Array {
  const blurred = new Float32Array(plane.length);
  const sums = new Float64Array(width);
  let count = Math.min(radius, height);
  for (let at = 0; at < count * width; at += 1) sums[at % width] = (sums[at % width] as number) + (plane[at] as number);
  for (let y = 0; y < height; y += 1) {
    const entering = y + radius < height ? (y + radius) * width : -1;
    const leaving = y > radius ? (y - radius - 1) * width : -1;
    if (entering >= 0) count += 1;
    if (leaving >= 0) count -= 1;
    for (let x = 0; x < width; x += 1) {
      let sum = sums[x] as number;
      if (entering >= 0) sum += plane[entering + x] as number;
      if (leaving >= 0) sum -= plane[leaving + x] as number;
      sums[x] = sum;
      blurred[y * width + x] = sum / count;
    }
  }
  return blurred;
}
