/** Planes of flags, 0 or 1, one byte a pixel, row by row. */
export type Flags = Uint8Array;

/** What of `passable` is joined to the border of the image, or to `seeds` where they are given, over the sides of pixels. */
export function flood(passable: Flags, width: number, height: number, seeds?: Flags): Flags {
  const stride = width + 2;
  const open = padded(passable, width, height);
  const stack = new Int32Array(passable.length);
  let depth = 0;
  const start = (x: number, y: number) => {
    const at = (y + 1) * stride + x + 1;
    if (open[at] !== 1) return;
    open[at] = 2;
    stack[depth] = at;
    depth += 1;
  };
  if (seeds) for (let at = 0; at < seeds.length; at += 1) if (seeds[at] === 1) start(at % width, (at / width) | 0);
  if (!seeds) visitBorder(width, height, start);
  const sides = [-1, 1, -stride, stride] as const;
  while (depth > 0) {
    depth -= 1;
    const at = stack[depth] as number;
    for (let side = 0; side < 4; side += 1) {
      const next = at + (sides[side] as number);
      if (open[next] !== 1) continue;
      open[next] = 2;
      stack[depth] = next;
      depth += 1;
    }
  }
  const reached = new Uint8Array(passable.length);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0, from = (y + 1) * stride + 1; x < width; x += 1, at += 1, from += 1) {
      reached[at] = (open[from] as number) >> 1;
    }
  }
  return reached;
}

/** With a border of one clear pixel, so that nothing need be asked about the image's. */
function padded(flags: Flags, width: number, height: number): Flags {
  const wide = new Uint8Array((width + 2) * (height + 2));
  for (let y = 0; y < height; y += 1) wide.set(flags.subarray(y * width, (y + 1) * width), (y + 1) * (width + 2) + 1);
  return wide;
}

function visitBorder(width: number, height: number, visit: (x: number, y: number) => void): void {
  for (let x = 0; x < width; x += 1) {
    visit(x, 0);
    visit(x, height - 1);
  }
  for (let y = 0; y < height; y += 1) {
    visit(0, y);
    visit(width - 1, y);
  }
}

export interface Component {
  readonly label: number;
  readonly area: number;
}

/** The parts of `flags` that hang together over the sides of pixels; `labels` is 0 elsewhere. */
export function components(flags: Flags, width: number): { labels: Int32Array; found: Component[] } {
  const labels = new Int32Array(flags.length);
  const stack = new Int32Array(flags.length);
  const found: Component[] = [];
  for (let start = 0; start < flags.length; start += 1) {
    if (flags[start] === 0 || labels[start] !== 0) continue;
    const label = found.length + 1;
    let depth = 1;
    let area = 0;
    stack[0] = start;
    labels[start] = label;
    while (depth > 0) {
      depth -= 1;
      const at = stack[depth] as number;
      const x = at % width;
      area += 1;
      for (let side = 0; side < 4; side += 1) {
        const next = neighbour(at, x, width, flags.length, side);
        if (next < 0 || flags[next] === 0 || labels[next] !== 0) continue;
        labels[next] = label;
        stack[depth] = next;
        depth += 1;
      }
    }
    found.push({ label, area });
  }
  return { labels, found };
}

function neighbour(at: number, x: number, width: number, count: number, side: number): number {
  if (side === 0) return x > 0 ? at - 1 : -1;
  if (side === 1) return x < width - 1 ? at + 1 : -1;
  if (side === 2) return at - width;
  return at + width < count ? at + width : -1;
}

/** Flags whose whole square of `2 * radius + 1` pixels is set, of what of it lies inside the image. */
export function erode(flags: Flags, width: number, height: number, radius: number): Flags {
  return sweep(sweep(flags, width, height, 1, width, radius), height, width, width, 1, radius);
}

/** Flags with one set in their square of `2 * radius + 1` pixels. */
export function dilate(flags: Flags, width: number, height: number, radius: number): Flags {
  return invert(erode(invert(flags), width, height, radius));
}

export function invert(flags: Flags): Flags {
  const inverted = new Uint8Array(flags.length);
  for (let at = 0; at < flags.length; at += 1) inverted[at] = 1 - (flags[at] as number);
  return inverted;
}

/** Along lines of `length` pixels `step` apart: set where no pixel within `radius` is clear. */
function sweep(flags: Flags, length: number, lines: number, step: number, lineStep: number, radius: number): Flags {
  const kept = new Uint8Array(flags.length);
  for (let line = 0; line < lines; line += 1) {
    const start = line * lineStep;
    let clear = -radius - 1;
    for (let ahead = 0; ahead < length + radius; ahead += 1) {
      if (ahead < length && flags[start + ahead * step] === 0) clear = ahead;
      const place = ahead - radius;
      if (place >= 0 && clear < place - radius) kept[start + place * step] = 1;
    }
  }
  return kept;
}
