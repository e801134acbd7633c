import { raysOf } from '../camera.ts';
import type { Sample } from '../frame.ts';
import { shade } from '../light.ts';
import { march } from '../march.ts';
import type { Camera, Lighting, Scene, Surface } from '../scene.ts';
import { length3 } from '../shapes.ts';
import { along, blend, smoothstep, type Vector } from '../vector.ts';
import { type Glass, lightThrough } from './glass.ts';

export interface Part {
  readonly distance: Scene['distance'];
  readonly surface: Surface | Scene['surface'];
}

/** A thing on the stage: its parts, and a sphere around them, so that what is far off costs nothing. */
export interface Thing {
  readonly parts: readonly Part[];
  readonly centre: Vector;
  readonly radius: number;
  /** What the photograph is of: its pixels are the mask. */
  readonly isSubject?: boolean;
}

/** A scene with a ground, as a photographer would find it. Lengths in units of about half the subject. */
export interface Stage {
  readonly size: readonly [width: number, height: number];
  readonly camera: Camera;
  readonly lighting: Lighting;
  readonly things: readonly Thing[];
  /** A part of the subject that is seen through. */
  readonly glass?: Glass;
  /** Level ground, up to a wall at z = `until` where there is one. */
  readonly floor: { readonly y: number; readonly surface: Scene['surface']; readonly until?: number };
  /** Where the floor goes over into the backdrop, in distances from the eye. */
  readonly fades: readonly [from: number, to: number];
  /** The light of what lies behind everything. */
  readonly backdrop: (from: Vector, direction: Vector) => Vector;
}

/** Nearer than this to a thing's sphere its parts are asked, farther off the sphere stands for it. */
const NEAR = 0.3;

function distanceOf(things: readonly Thing[]): Scene['distance'] {
  return (x, y, z) => {
    let nearest = 1e3;
    for (const { parts, centre, radius } of things) {
      const away = length3(x - centre[0], y - centre[1], z - centre[2]) - radius;
      if (away > nearest) continue;
      if (away > NEAR) nearest = Math.min(nearest, away);
      else for (const part of parts) nearest = Math.min(nearest, part.distance(x, y, z));
    }
    return nearest;
  };
}

/** Around all of the things: rays beyond it meet only floor and backdrop. */
function boundsOf(things: readonly Thing[]): Scene['bounds'] {
  return { centre: [0, 0, 0], radius: Math.max(...things.map(({ centre, radius }) => length3(...centre) + radius)) };
}

function sceneOf({ things, floor }: Pick<Stage, 'things' | 'floor'>): Scene {
  const toThings = distanceOf(things);
  const parts = things.flatMap((thing) => thing.parts);
  return {
    distance: (x, y, z) => Math.min(y - floor.y, toThings(x, y, z)),
    surface: (x, y, z) => {
      let [nearest, surface]: [number, Part['surface']] = [y - floor.y, floor.surface];
      for (const part of parts) {
        const distance = part.distance(x, y, z);
        if (distance < nearest) [nearest, surface] = [distance, part.surface];
      }
      return typeof surface === 'function' ? surface(x, y, z) : surface;
    },
    bounds: boundsOf(things),
  };
}

/** What one ray brings back: its light, and whether it met the subject. */
export function photograph(stage: Stage, width: number, height: number): (x: number, y: number) => Sample {
  const { camera, lighting, floor, fades, backdrop, things, glass } = stage;
  const scene = sceneOf(stage);
  const solid = { ...scene, distance: distanceOf(things) };
  const subject = distanceOf(things.filter((thing) => thing.isSubject));
  const ray = raysOf(camera, width, height);

  const lightFrom = (from: Vector, direction: Vector): { light: Vector; travelled: number } => {
    const toFloor = direction[1] < -1e-4 ? (floor.y - from[1]) / direction[1] : Number.POSITIVE_INFINITY;
    const { until = -1e3 } = floor;
    const toThing = march(solid, from, direction) ?? Number.POSITIVE_INFINITY;
    const travelled = Math.min(toThing, toFloor);
    const behindWall = from[2] + direction[2] * travelled < until;
    const far = travelled === toThing ? 0 : behindWall ? 1 : smoothstep(fades[0], fades[1], travelled);
    if (far === 1 || travelled === Number.POSITIVE_INFINITY) return { light: backdrop(from, direction), travelled };
    const light = shade(scene, lighting, along(from, direction, travelled), direction);
    return { light: far > 0 ? blend(light, backdrop(from, direction), far) : light, travelled };
  };

  return (x, y) => {
    const direction = ray(x, y);
    const { light, travelled } = lightFrom(camera.from, direction);
    const through = glass && lightThrough(glass, lighting, camera.from, direction, travelled, lightFrom);
    if (through) return [...through, 1];
    const isSubject = travelled < 1e3 && subject(...along(camera.from, direction, travelled)) < 0.002;
    return [...light, isSubject ? 1 : 0];
  };
}
