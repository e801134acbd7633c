/** The value that `n` others are less than or equal to: what sorting would put at place `n`. Reorders the values (C. A. R. Hoare: Find, 1961). */
export function ranked(values: Float64Array, n: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1] as number;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((values[low] as number) < pivot) low += 1;
      while ((values[high] as number) > pivot) high -= 1;
      if (low > high) break;
      const value = values[low] as number;
      values[low] = values[high] as number;
      values[high] = value;
      low += 1;
      high -= 1;
    }
    if (n <= high) last = high;
    else if (n >= low) first = low;
    else break;
  }
  return values[n] as number;
}
