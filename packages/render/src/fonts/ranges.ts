/** Inclusive ranges of code points. */
export type Ranges = readonly (readonly [first: number, last: number])[];

export function covers(ranges: Ranges, point: number): boolean {
  return ranges.some(([first, last]) => point >= first && point <= last);
}

export function rangesOf(codePoints: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const point of [...codePoints].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && point <= last[1] + 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}
