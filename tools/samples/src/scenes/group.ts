import { orbit } from '../camera.ts';
import { character } from '../character.ts';
import { hash } from '../noise.ts';
import type { Surface } from '../scene.ts';
import { add, colour, normalise, scale, smoothstep, type Vector } from '../vector.ts';
import { placed } from './place.ts';
import type { Stage, Thing } from './stage.ts';

/** Three people from the chest up, close together, a street in the evening behind them. */
interface Looks {
  readonly jacket: Vector;
  readonly knit: Vector;
  readonly hair: Vector;
  /** What the skin's light is multiplied by. */
  readonly skin: Vector;
}

const { centre, radius } = character.bounds;
const JACKET = colour('#17505a');
const HAIR = colour('#3a2019');
const KNIT = colour('#f0dfc8');

const isNear = (a: Vector, b: Vector) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) + Math.abs(a[2] - b[2]) < 1e-6;

/** Mara in other clothes, with other hair and skin: what she wears is told by its colour. */
function person(looks: Looks): Thing {
  const surface = (x: number, y: number, z: number): Surface => {
    const known = character.surface(x, y, z);
    if (isNear(known.colour, JACKET)) return { ...known, colour: looks.jacket, sheen: scale(looks.jacket, 0.4) };
    if (isNear(known.colour, KNIT)) return { ...known, colour: looks.knit };
    if (isNear(known.colour, HAIR)) return { ...known, colour: looks.hair, sheen: scale(looks.hair, 1.6) };
    if (!known.bleed) return known;
    const [r, g, b] = known.colour;
    return { ...known, colour: [r * looks.skin[0], g * looks.skin[1], b * looks.skin[2]] };
  };
  return { parts: [{ distance: character.distance, surface }], centre, radius, isSubject: true };
}

const left = person({
  jacket: colour('#8c2f39'),
  knit: colour('#2f2b2c'),
  hair: colour('#17110f'),
  skin: [0.5, 0.42, 0.38],
});
const middle = person({ jacket: JACKET, knit: KNIT, hair: HAIR, skin: [1, 1, 1] });
const right = person({
  jacket: colour('#c79a3b'),
  knit: colour('#e8e6e1'),
  hair: colour('#8d5a2b'),
  skin: [1.05, 0.98, 0.92],
});

/** Lights of shops and cars, far out of focus, over dark fronts. */
function street(_from: Vector, [x, y]: Vector): Vector {
  let light = scale(colour('#3b4256'), 0.4 + 0.5 * smoothstep(-0.2, 0.35, y));
  for (let k = 0; k < 26; k++) {
    const [bx, by] = [-0.36 + 0.72 * hash(k, 1), -0.2 + 0.34 * hash(k, 2)];
    const size = 0.016 + 0.02 * hash(k, 3);
    const tint = [colour('#ffb45e'), colour('#ff7a4d'), colour('#8fc2ff'), colour('#ffe0a8')][k % 4] as Vector;
    light = add(
      light,
      scale(tint, (0.25 + 0.5 * hash(k, 4)) * smoothstep(size, size * 0.75, Math.hypot(x - bx, y - by))),
    );
  }
  return light;
}

export const groupOfThree: Stage = {
  size: [1200, 900],
  camera: orbit([0, -0.55, 0], 2, 2, 14, 4.9),
  lighting: {
    softboxes: [
      {
        towards: normalise([-0.6, 0.6, 0.9]),
        halfWidth: 0.5,
        halfHeight: 0.6,
        light: [3.5, 3.3, 3.1],
        castsShadow: true,
      },
      { towards: normalise([0.95, 0.35, -0.45]), halfWidth: 0.35, halfHeight: 0.9, light: [6.4, 4.2, 2.8] },
      { towards: normalise([-0.9, 0.3, -0.5]), halfWidth: 0.25, halfHeight: 0.8, light: [2.2, 3.2, 4.6] },
    ],
    ...{ above: [0.4, 0.42, 0.48], horizon: [0.33, 0.31, 0.31], below: [0.24, 0.18, 0.15] },
  },
  things: [
    placed(left, { at: [-2.15, -0.15, -0.5], turn: 0.28 }),
    placed(middle, { at: [0, 0.12, 0], turn: 0.02 }),
    placed(right, { at: [2.15, -0.3, -0.4], turn: -0.3, size: 0.96 }),
  ],
  floor: { y: -9, surface: () => ({ colour: [0.1, 0.1, 0.1], roughness: 1, metal: 0 }) },
  fades: [0, 1],
  backdrop: street,
};
