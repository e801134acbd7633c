import { type Box, type Canvas, type Overlay, oklabOf } from '@proofsheet/raster';

/** Alpha, of 255, from which a pixel is the subject's own, and up to which it is the ground's. */
const OWN = 230;
const GROUND = 24;
/** How wide the soft edge between the two is at most, in pixels of a line that is looked at. */
const EDGE = 6;
/** Lines that are looked at along each side. */
const LINES = 64;
/**
 * In OKLab: what is nearer than this to its ground is told from it by light on an edge, or not at all. On a dark ground no
 * shadow helps, and what is nearly black looks black.
 */
const NEAR = { usual: 0.13, dark: 0.2 } as const;
/** The lightness up to which a subject and its ground are dark. */
const DARK = 0.42;

/**
 * The share of a cut-out's outline that cannot be told from what is behind it, 0 to 1: black on a dark ground, white on
 * white. `canvas` has its shadows, and the cut-out not yet.
 */
export function lostOutline(canvas: Canvas, overlay: Overlay, box: Pick<Box, 'x' | 'y'>): number {
  const own: number[] = [];
  const ground: number[] = [];
  const { width, height, data } = overlay;
  const take = (inside: number, outside: number) => {
    const x = box.x + (outside % width);
    const y = box.y + Math.floor(outside / width);
    if (x < 0 || y < 0 || x >= canvas.width || y >= canvas.height) return;
    const at = (y * canvas.width + x) * 3;
    for (const channel of [0, 1, 2]) {
      own.push(data[inside * 4 + channel] as number);
      ground.push(canvas.data[at + channel] as number);
    }
  };
  const along = (count: number, pixel: (at: number) => number) => {
    for (let at = EDGE; at < count; at++) {
      const [before, here] = [pixel(at - EDGE), pixel(at)];
      const [alphaBefore, alphaHere] = [data[before * 4 + 3] as number, data[here * 4 + 3] as number];
      if (alphaBefore <= GROUND && alphaHere >= OWN) take(here, before);
      else if (alphaBefore >= OWN && alphaHere <= GROUND) take(before, here);
      else continue;
      at += EDGE;
    }
  };
  for (let line = 0; line < LINES; line++) {
    const row = Math.floor(((line + 0.5) / LINES) * height);
    const column = Math.floor(((line + 0.5) / LINES) * width);
    along(width, (x) => row * width + x);
    along(height, (y) => y * width + column);
  }
  if (own.length === 0) return 0;
  const [here, behind] = [oklabOf(Uint8Array.from(own)), oklabOf(Uint8Array.from(ground))];
  let near = 0;
  for (let at = 0; at < here.length; at += 3) {
    const apart = (channel: number) => (here[at + channel] as number) - (behind[at + channel] as number);
    const isDark = Math.max(here[at] as number, behind[at] as number) < DARK;
    if (Math.hypot(apart(0), apart(1), apart(2)) < (isDark ? NEAR.dark : NEAR.usual)) near++;
  }
  return near / (here.length / 3);
}
