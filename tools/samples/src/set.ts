import { raysOf } from './camera.ts';
import type { Sample } from './frame.ts';
import { GROUND, headphones } from './headphones.ts';
import { lampSeen } from './march.ts';
import type { Camera, Lighting } from './scene.ts';
import { along, blend, colour, cross, normalise, scale, smoothstep, type Vector } from './vector.ts';

const PAPER = colour('#a8bcb9');

/** Where the square product picture stands in the photograph, in photograph heights. */
export const PRODUCT_POSITION = { left: 1 / 3, top: 0.17, size: 2 / 3 } as const;

/** The paper's upper part, darker towards the top of the picture. */
const wall = (down: number) => scale(PAPER, 0.5 + 0.35 * down);

/** Paper that runs down a wall and on over the floor: light pools where the product stands. */
function paper(at: Vector, travelled: number, down: number): Vector {
  const pool = Math.exp(-((at[0] + 0.4) ** 2 + (at[2] - 0.3) ** 2) / 14);
  const floor = scale(PAPER, 0.68 + 0.85 * pool);
  return blend(floor, wall(down), smoothstep(9, 22, travelled));
}

interface Lamp {
  readonly towards: Vector;
  readonly softness: number;
  readonly share: number;
}

/** The softbox that casts the shadow, as a grid of small lamps: near things throw sharper shadows than far ones. */
function keyLamps(lighting: Lighting): Lamp[] {
  return lighting.softboxes
    .filter((box) => box.castsShadow)
    .flatMap((box) => {
      const level = normalise(cross([0, 1, 0], box.towards));
      const upright = cross(box.towards, level);
      return GRID.flatMap((u) =>
        GRID.map((v): Lamp => {
          const sideways = along(box.towards, level, u * box.halfWidth);
          return { towards: normalise(along(sideways, upright, v * box.halfHeight)), softness: 0.12, share: 0.6 / 16 };
        }),
      );
    });
}
const GRID = [-0.75, -0.25, 0.25, 0.75] as const;

/** Light from all around, for the darkness where the product touches the floor. */
function skyLamps(): Lamp[] {
  return Array.from({ length: 20 }, (_, k): Lamp => {
    const height = Math.sqrt((k + 0.5) / 20);
    const [around, flat] = [k * 2.39996, Math.sqrt(1 - height * height)];
    return { towards: [flat * Math.cos(around), height, flat * Math.sin(around)], softness: 0.3, share: 0.4 / 20 };
  });
}

function lightOnFloor(at: Vector, lamps: readonly Lamp[]): number {
  const lit = lamps.reduce((sum, lamp) => sum + lamp.share * lampSeen(headphones, at, lamp.towards, lamp.softness), 0);
  return lit ** 1.35;
}

/** The empty set with the product's shadow, seen by the camera that took the product. `height` in pixels. */
export function emptySet(camera: Camera, lighting: Lighting, height: number): (x: number, y: number) => Sample {
  const size = PRODUCT_POSITION.size * height;
  const ray = raysOf(camera, size, size);
  const lamps = [...keyLamps(lighting), ...skyLamps()];
  return (px, py) => {
    const direction = ray(px - PRODUCT_POSITION.left * height, py - PRODUCT_POSITION.top * height);
    const travelled = (GROUND - camera.from[1]) / direction[1];
    if (travelled < 0 || travelled > 40) return [...wall(py / height), 1];
    const at = along(camera.from, direction, travelled);
    const near = Math.hypot(at[0], at[2]) < 4.5;
    const light = scale(paper(at, travelled, py / height), near ? lightOnFloor(at, lamps) : 1);
    return [...light, 1];
  };
}
