import { surroundings } from '../light.ts';
import { march, normalAt } from '../march.ts';
import type { Lighting, Scene } from '../scene.ts';
import { add, along, clamp, dot, multiply, normalise, reflect, scale, type Vector } from '../vector.ts';

/** A body that is seen through: solid, as a full bottle is. */
export interface Glass extends Pick<Scene, 'distance' | 'bounds'> {
  /** How much of red, green and blue is left after one unit of way through it. */
  readonly tint: Vector;
  /** 1 bends nothing, water 1.33. */
  readonly bending: number;
}

type LightFrom = (from: Vector, direction: Vector) => { readonly light: Vector };

function refracted(incoming: Vector, normal: Vector, ratio: number): Vector {
  const facing = -dot(incoming, normal);
  const rest = 1 - ratio * ratio * (1 - facing * facing);
  if (rest < 0) return reflect(incoming, normal);
  return normalise(along(scale(incoming, ratio), normal, ratio * facing - Math.sqrt(rest)));
}

/** The way through the glass from its surface, bounded. */
function wayInside({ distance }: Glass, from: Vector, direction: Vector): number {
  let travelled = 0.01;
  for (let step = 0; step < 90; step++) {
    const depth = -distance(...along(from, direction, travelled));
    if (depth < 0.0008) break;
    travelled += depth * 0.9;
  }
  return travelled;
}

/** The light that comes through the glass and off its surface; undefined where the ray misses it before `until`. */
export function lightThrough(
  glass: Glass,
  lighting: Lighting,
  from: Vector,
  direction: Vector,
  until: number,
  lightFrom: LightFrom,
): Vector | undefined {
  const unlit = { ...glass, surface: () => ({ colour: [1, 1, 1] as const, roughness: 0, metal: 0 }) };
  const travelled = march(unlit, from, direction);
  if (travelled === undefined || travelled > until) return undefined;
  const entry = along(from, direction, travelled);
  const normal = normalAt(glass.distance, entry);
  const inward = refracted(direction, normal, 1 / glass.bending);
  const way = wayInside(glass, entry, inward);
  const exit = along(entry, inward, way);
  const outward = refracted(inward, scale(normalAt(glass.distance, exit), -1), glass.bending);
  const { light } = lightFrom(along(exit, outward, 0.01), outward);
  const left: Vector = [glass.tint[0] ** way, glass.tint[1] ** way, glass.tint[2] ** way];
  const mirroredShare = 0.04 + 0.9 * (1 - clamp(-dot(direction, normal))) ** 4;
  const mirrored = scale(surroundings(lighting, reflect(direction, normal), 0.05), mirroredShare);
  return add(scale(multiply(light, left), 1 - mirroredShare), mirrored);
}
