import type { Scene } from './scene.ts';
import { along, cross, dot, normalise, subtract, type Vector } from './vector.ts';

const HIT = 0.0006;
const CAUTION = 0.85;
const MOST_STEPS = 220;

/** Distance along the ray to the first surface, or undefined where it passes everything. */
export function march(scene: Scene, from: Vector, direction: Vector, start = 0): number | undefined {
  const offset = subtract(from, scene.bounds.centre);
  const towards = dot(offset, direction);
  const inside = towards * towards - dot(offset, offset) + scene.bounds.radius ** 2;
  if (inside <= 0) return undefined;
  const end = -towards + Math.sqrt(inside);
  let travelled = Math.max(start, -towards - Math.sqrt(inside));
  const [fx, fy, fz] = from;
  const [dx, dy, dz] = direction;
  for (let step = 0; step < MOST_STEPS && travelled < end; step++) {
    const distance = scene.distance(fx + dx * travelled, fy + dy * travelled, fz + dz * travelled);
    if (distance < HIT) return travelled;
    travelled += distance * CAUTION;
  }
  return undefined;
}

/** The surface's direction at a point: the way in which the distance grows fastest. */
export function normalAt(distance: Scene['distance'], at: Vector, reach = 0.0012): Vector {
  const [x, y, z] = at;
  const a = distance(x + reach, y - reach, z - reach);
  const b = distance(x - reach, y - reach, z + reach);
  const c = distance(x - reach, y + reach, z - reach);
  const d = distance(x + reach, y + reach, z + reach);
  return normalise([a - b - c + d, -a - b + c + d, -a + b - c + d]);
}

/**
 * How much of a wide lamp is seen from a point, 0..1. `softness` is the lamp's half width as a tangent.
 * After Sebastian Aaltonen's improved soft shadows: the narrowest clearance on the way, without banding.
 */
export function lampSeen(scene: Scene, from: Vector, direction: Vector, softness: number): number {
  let seen = 1;
  let travelled = 0.02;
  const [fx, fy, fz] = from;
  const [dx, dy, dz] = direction;
  for (let step = 0; step < 36 && travelled < 3.2; step++) {
    const clearance = scene.distance(fx + dx * travelled, fy + dy * travelled, fz + dz * travelled);
    seen = Math.min(seen, clearance / (softness * travelled));
    if (seen < -1) break;
    travelled += Math.min(0.2, Math.max(0.018, Math.abs(clearance) * 0.8));
  }
  seen = Math.max(seen, -1);
  // From fully hidden (-1) to fully seen (1): the share of a round lamp beyond a straight edge.
  return 0.25 * (1 + seen) ** 2 * (2 - seen);
}

const RINGS = [
  { tilt: 0.35, count: 3 },
  { tilt: 0.85, count: 5 },
  { tilt: 1.25, count: 5 },
] as const;

/** How open a point is to the light from all around, 0..1. */
export function openness(scene: Scene, at: Vector, normal: Vector, reach: number): number {
  const side = normalise(cross(normal, Math.abs(normal[1]) < 0.9 ? [0, 1, 0] : [1, 0, 0]));
  const upward = cross(side, normal);
  let [open, weights] = [0, 0];
  for (const { tilt, count } of RINGS) {
    for (let k = 0; k < count; k++) {
      const turn = ((k + tilt) / count) * Math.PI * 2;
      const [sine, cosine] = [Math.sin(tilt), Math.cos(tilt)];
      const direction = along(
        along(along([0, 0, 0], normal, cosine), side, sine * Math.cos(turn)),
        upward,
        sine * Math.sin(turn),
      );
      let free = 1;
      for (const share of [0.2, 1]) {
        const distance = reach * share;
        const [x, y, z] = along(at, direction, distance);
        // In the open the clearance is the height over the surface; a fall below it means something near.
        free = Math.min(free, Math.max(0, scene.distance(x, y, z) / (distance * Math.max(cosine, 0.3))));
      }
      open += free * cosine;
      weights += cosine;
    }
  }
  return open / weights;
}
