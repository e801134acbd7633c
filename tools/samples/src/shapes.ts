/** Signed distances to simple shapes (negative inside), after Inigo Quilez, "Distance functions". */

/** Faster than Math.hypot, which guards against overflow that cannot happen here. */
export const length2 = (x: number, y: number): number => Math.sqrt(x * x + y * y);
export const length3 = (x: number, y: number, z: number): number => Math.sqrt(x * x + y * y + z * z);

/** Exact on the surface; elsewhere close enough for a march with cautious steps. */
export function ellipsoid(x: number, y: number, z: number, rx: number, ry: number, rz: number): number {
  const k0 = length3(x / rx, y / ry, z / rz);
  const k1 = length3(x / (rx * rx), y / (ry * ry), z / (rz * rz));
  return k1 < 1e-9 ? -Math.min(rx, ry, rz) : (k0 * (k0 - 1)) / k1;
}

/** A rectangle of half size (`hx`, `hy`), its corners rounded by `radius` within that size. */
export function roundedBox2(x: number, y: number, hx: number, hy: number, radius: number): number {
  const [dx, dy] = [Math.abs(x) - hx + radius, Math.abs(y) - hy + radius];
  return length2(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** A box of half size (`hx`, `hy`, `hz`), its edges rounded by `radius` within that size. */
export function roundedBox(
  x: number,
  y: number,
  z: number,
  hx: number,
  hy: number,
  hz: number,
  radius: number,
): number {
  const [dx, dy, dz] = [Math.abs(x) - hx + radius, Math.abs(y) - hy + radius, Math.abs(z) - hz + radius];
  const outside = length3(Math.max(dx, 0), Math.max(dy, 0), Math.max(dz, 0));
  return outside + Math.min(Math.max(dx, dy, dz), 0) - radius;
}

type Point = readonly [number, number, number];

/** A rod from `a` to `b`, its radius going from `ra` to `rb`. */
export function rod(x: number, y: number, z: number, a: Point, b: Point, ra: number, rb = ra): number {
  const [px, py, pz] = [x - a[0], y - a[1], z - a[2]];
  const [bx, by, bz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const share = Math.min(1, Math.max(0, (px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz)));
  return length3(px - bx * share, py - by * share, pz - bz * share) - (ra + (rb - ra) * share);
}

/** Both shapes as one, the seam melted over a width of about `width`. */
export function meld(a: number, b: number, width: number): number {
  const h = Math.max(width - Math.abs(a - b), 0) / width;
  return Math.min(a, b) - h * h * width * 0.25;
}

/** `a` with `b` cut away, the edge softened over `width`. */
export function carve(a: number, b: number, width: number): number {
  return -meld(-a, b, width);
}
