import type { Box, Point } from '@proofsheet/raster';

/** A ring around a target, and an arrow that leads to it. All in pixels of the frame. */
export interface Pointer {
  readonly ring: Ring;
  readonly arrow: Arrow | undefined;
}

export interface Ring {
  readonly middle: Point;
  readonly across: number;
  readonly down: number;
}

/** A quadratic curve from `start` to `tip`, with `bend` as its control point. */
export interface Arrow {
  readonly start: Point;
  readonly bend: Point;
  readonly tip: Point;
}

/** The frame, the target, and what the arrow starts from and must not cross. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** What the ring goes around. It may be larger than the largest ring. */
  readonly target: Box;
  /** Whether the ring is drawn. If not, it is what the arrow ends at: as large as its target, and beside no words. */
  readonly isRinged: boolean;
  /** The lines that the arrow comes from. */
  readonly headline: readonly Box[];
  /** All lines of text, which the arrow does not cross. */
  readonly texts: readonly Box[];
  /** The faces, which the arrow does not cross. */
  readonly faces: readonly Box[];
}

/** The radius of a ring, as a share of the frame's height. */
const LEAST_RING = 0.11;
const MOST_RING = 0.36;
/** How far from an edge of the frame a ring's middle stays, in radii: the target may lie at the edge. */
const KEPT_INSIDE = 1.12;
/** The gaps that an arrow keeps, and its length, in `u`. */
const GAP = { text: 3, plate: 2.4, ring: 2.8, edge: 3 };
const IDEAL_LENGTH = 30;
const LEAST_LENGTH = 11;

/** The arrow is left out where none can reach the ring without crossing a text or a face. */
export function pointerIn(scene: Scene): Pointer {
  const ring = ringIn(scene);
  return { ring, arrow: arrowIn(scene, ring) };
}

function ringIn({ target, isRinged, width, height, texts }: Scene): Ring {
  if (!isRinged) {
    const [across, down] = [target.width / 2, target.height / 2];
    return { middle: { x: target.x + across, y: target.y + down }, across, down };
  }
  const half = (side: number) => Math.min(MOST_RING, Math.max(LEAST_RING, side / 2 / height)) * height;
  const [across, down] = [half(target.width), half(target.height)];
  const inside = (value: number, radius: number, side: number) =>
    Math.min(side - radius * KEPT_INSIDE, Math.max(radius * KEPT_INSIDE, value));
  const middle = {
    x: inside(target.x + target.width / 2, across, width),
    y: inside(target.y + target.height / 2, down, height),
  };
  const ring = { middle, across, down };
  // The ring is made smaller rather than cross the words.
  const fitting = Math.min(...texts.map((text) => shareThatFits(ring, text)), 1);
  const smaller = Math.max(fitting, (LEAST_RING * height) / Math.max(ring.across, ring.down));
  return { middle, across: across * smaller, down: down * smaller };
}

/** The share of the distance to the words that a ring may take: the rest is air, its line and the words' outline. */
const OF_DISTANCE = 0.88;

/** The scale at which the ring fits beside a box; more than 1 where it could be larger. */
function shareThatFits({ middle, across, down }: Ring, { x, y, width, height }: Box): number {
  const away = {
    x: Math.max(x - middle.x, 0, middle.x - x - width),
    y: Math.max(y - middle.y, 0, middle.y - y - height),
  };
  return Math.hypot(away.x / across, away.y / down) * OF_DISTANCE;
}

/** The angles and bends that are tried, in this order: of equally good arrows the first is taken. */
const ANGLES = Array.from({ length: 24 }, (_, at) => (at / 24) * Math.PI * 2);
const BENDS = [0.28, -0.28, 0.42, -0.42, 0.16, -0.16];

function arrowIn(scene: Scene, ring: Ring): Arrow | undefined {
  const unit = Math.min(scene.width, scene.height) / 100;
  let best: { arrow: Arrow; merit: number } | undefined;
  for (const start of startsOf(scene, ring, unit))
    for (const angle of ANGLES)
      for (const bent of BENDS) {
        const arrow = arrowTo(start, onRing(ring, angle, GAP.ring * unit), bent);
        const merit = meritOf(arrow, ring, unit);
        if (merit > (best?.merit ?? 0) && isClear(arrow, scene, ring, unit)) best = { arrow, merit };
      }
  return best?.arrow;
}

/** The points that an arrow may start from: beside each line on the ring's side, and above and below the words. */
function startsOf({ headline, texts }: Scene, { middle }: Ring, unit: number): Point[] {
  const left = Math.min(...headline.map((line) => line.x));
  const right = Math.max(...headline.map((line) => line.x + line.width));
  const onRight = middle.x > (left + right) / 2;
  const beside = headline.map(({ x, y, width, height }) => ({
    x: onRight ? x + width + GAP.text * unit : x - GAP.text * unit,
    y: y + height / 2,
  }));
  const away = (GAP.text + GAP.plate) * unit;
  const top = Math.min(...texts.map((text) => text.y)) - away;
  const foot = Math.max(...texts.map((text) => text.y + text.height)) + away;
  const along = [0.5, 0.7, 0.3].map((share) => left + (right - left) * (onRight ? share : 1 - share));
  return [
    ...beside,
    ...along.flatMap((x) => [
      { x, y: top },
      { x, y: foot },
    ]),
  ];
}

function onRing({ middle, across, down }: Ring, angle: number, outside: number): Point {
  return { x: middle.x + Math.cos(angle) * (across + outside), y: middle.y + Math.sin(angle) * (down + outside) };
}

function arrowTo(start: Point, tip: Point, bent: number): Arrow {
  const [across, down] = [tip.x - start.x, tip.y - start.y];
  const bend = { x: start.x + across * 0.5 + down * bent, y: start.y + down * 0.5 - across * bent };
  return { start, bend, tip };
}

/** A good arrow points to the ring's middle, and is neither a stub nor a detour. */
function meritOf({ start, bend, tip }: Arrow, { middle }: Ring, unit: number): number {
  const length = Math.hypot(tip.x - start.x, tip.y - start.y) / unit;
  if (length < LEAST_LENGTH) return 0;
  const aimed = cosine(bend, tip, tip, middle);
  const forward = cosine(start, bend, start, middle);
  if (aimed < 0.75 || forward < 0) return 0;
  return aimed + forward * 0.4 + 1 / (1 + Math.abs(length - IDEAL_LENGTH) / IDEAL_LENGTH);
}

function cosine(a: Point, b: Point, c: Point, d: Point): number {
  const [x, y, v, w] = [b.x - a.x, b.y - a.y, d.x - c.x, d.y - c.y];
  return (x * v + y * w) / (Math.hypot(x, y) * Math.hypot(v, w) || 1);
}

/** At how many points along an arrow it is checked. */
const STEPS = 24;

function isClear(arrow: Arrow, { width, height, texts, faces }: Scene, ring: Ring, unit: number): boolean {
  for (let step = 0; step <= STEPS; step++) {
    const { x, y } = alongArrow(arrow, step / STEPS);
    const edge = GAP.edge * unit;
    if (x < edge || y < edge || x > width - edge || y > height - edge) return false;
    if (Math.hypot((x - ring.middle.x) / ring.across, (y - ring.middle.y) / ring.down) < 1.02) return false;
    if (texts.some((text) => isWithin(text, x, y, GAP.plate * unit))) return false;
    if (faces.some((face) => isWithin(face, x, y, GAP.plate * unit))) return false;
  }
  return true;
}

export function alongArrow({ start, bend, tip }: Arrow, at: number): Point {
  const mix = (a: number, b: number, c: number) => (1 - at) ** 2 * a + 2 * (1 - at) * at * b + at ** 2 * c;
  return { x: mix(start.x, bend.x, tip.x), y: mix(start.y, bend.y, tip.y) };
}

function isWithin(box: Box, x: number, y: number, margin: number): boolean {
  const across = x > box.x - margin && x < box.x + box.width + margin;
  return across && y > box.y - margin && y < box.y + box.height + margin;
}
