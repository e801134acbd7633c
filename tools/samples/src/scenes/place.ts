import type { Surface } from '../scene.ts';
import type { Vector } from '../vector.ts';
import type { Part, Thing } from './stage.ts';

/** A thing moved to `at` and turned about its upright axis by `turn` radians; `size` makes it larger. */
export function placed(thing: Thing, { at, turn = 0, size = 1 }: { at: Vector; turn?: number; size?: number }): Thing {
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  const own = (x: number, y: number, z: number): Vector => {
    const [dx, dy, dz] = [(x - at[0]) / size, (y - at[1]) / size, (z - at[2]) / size];
    return [dx * cosine - dz * sine, dy, dx * sine + dz * cosine];
  };
  const [cx, cy, cz] = thing.centre;
  const centre: Vector = [
    at[0] + (cx * cosine + cz * sine) * size,
    at[1] + cy * size,
    at[2] + (cz * cosine - cx * sine) * size,
  ];
  const parts = thing.parts.map(
    ({ distance, surface }): Part => ({
      distance: (x, y, z) => distance(...own(x, y, z)) * size,
      surface: typeof surface === 'function' ? (x, y, z) => surface(...own(x, y, z)) : surface,
    }),
  );
  return { ...thing, parts, centre, radius: thing.radius * size };
}

/** Matt paint, wood, cloth: a surface of one colour. */
export const matt = (colour: Vector, roughness = 0.8, more: Partial<Surface> = {}): Surface => ({
  ...{ colour, roughness, metal: 0 },
  ...more,
});
