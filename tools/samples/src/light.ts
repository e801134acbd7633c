import { lampSeen, march, normalAt, openness } from './march.ts';
import type { Lighting, Scene, Softbox, Surface } from './scene.ts';
import {
  add,
  along,
  blend,
  clamp,
  cross,
  dot,
  mix,
  multiply,
  normalise,
  reflect,
  scale,
  smoothstep,
  type Vector,
} from './vector.ts';

/** What a lamp shows in one direction, blurred as a surface of this roughness reflects it. */
function glow(box: Softbox, direction: Vector, roughness: number): number {
  const facing = dot(direction, box.towards);
  if (facing <= 0.05) return 0;
  const level = normalise(cross([0, 1, 0], box.towards));
  const upright = cross(box.towards, level);
  const [sine, cosine] = [Math.sin(box.turn ?? 0), Math.cos(box.turn ?? 0)];
  const [u, v] = [dot(direction, level) / facing, dot(direction, upright) / facing];
  const blur = 0.05 + roughness * roughness * 1.6;
  const strip = (at: number, half: number) =>
    smoothstep(half + blur, half - blur, Math.abs(at)) * Math.min(1, half / blur);
  return strip(u * cosine + v * sine, box.halfWidth) * strip(v * cosine - u * sine, box.halfHeight);
}

/** The light that comes from a direction: walls and lamps. */
export function surroundings(lighting: Lighting, direction: Vector, roughness: number): Vector {
  const up = direction[1];
  const ground = blend(lighting.below, lighting.horizon, smoothstep(-0.7 - roughness, 0.15, up));
  let light = blend(ground, lighting.above, smoothstep(-0.1 - roughness, 0.9 + roughness * 0.3, up));
  for (const box of lighting.softboxes) light = add(light, scale(box.light, glow(box, direction, roughness)));
  return light;
}

function diffuse(scene: Scene, lighting: Lighting, at: Vector, normal: Vector, surface: Surface, open: number): Vector {
  const bleed = surface.bleed ?? [0.08, 0.08, 0.08];
  const up = normal[1] * 0.5 + 0.5;
  const ambient = blend(blend(lighting.below, lighting.horizon, clamp(up * 2)), lighting.above, clamp(up * 2 - 1));
  // Light that got into a crevice bounced off the surface before: it carries the surface's colour.
  const bounced = (albedo: number) => open / (1 - albedo * 0.75 * (1 - open));
  let sum = multiply(ambient, [bounced(surface.colour[0]), bounced(surface.colour[1]), bounced(surface.colour[2])]);
  for (const box of lighting.softboxes) {
    const facing = dot(normal, box.towards);
    const size = box.halfWidth * box.halfHeight * 1.1;
    const spread = 0.25 * Math.min(1, box.halfWidth + box.halfHeight);
    const wrap = (by: number) => clamp((facing + spread + by) / (1 + spread + by)) ** (1 + spread);
    const seen = box.castsShadow
      ? lampSeen(scene, along(at, normal, 0.004), box.towards, Math.max(0.12, (box.halfWidth + box.halfHeight) / 2.5))
      : mix(open, 1, 0.15);
    const tinted = (by: number) => wrap(by) * seen ** (1 / (1 + by * 1.6));
    sum = add(sum, scale(multiply(box.light, [tinted(bleed[0]), tinted(bleed[1]), tinted(bleed[2])]), size));
  }
  return multiply(sum, surface.colour);
}

/** What the surface mirrors: walls and lamps, or the scene itself where a reflected ray meets it again. */
function mirrored(scene: Scene, lighting: Lighting, at: Vector, incoming: Vector, normal: Vector, surface: Surface) {
  const bounce = reflect(incoming, normal);
  const again = surface.roughness < 0.5 ? march(scene, along(at, normal, 0.006), bounce, 0.01) : undefined;
  if (again !== undefined) {
    const point = along(at, bounce, again);
    const other = scene.surface(...point);
    const facing = normalAt(scene.distance, point);
    const light = add(surroundings(lighting, facing, 1), surroundings(lighting, reflect(bounce, facing), 0.8));
    return scale(multiply(other.colour, light), 0.42);
  }
  if (!surface.brushed) return surroundings(lighting, bounce, surface.roughness);
  const { across, spread } = surface.brushed;
  let [sum, weights]: [Vector, number] = [[0, 0, 0], 0];
  for (let k = -6; k <= 6; k++) {
    const weight = Math.exp(-(k * k) / 12);
    const leaning = normalise(along(normal, across, (k / 6) * spread));
    sum = add(sum, scale(surroundings(lighting, reflect(incoming, leaning), surface.roughness), weight));
    weights += weight;
  }
  return scale(sum, 1 / weights);
}

function withRelief(at: Vector, normal: Vector, relief: NonNullable<Surface['relief']>): Vector {
  const reach = 0.0016;
  const [x, y, z] = at;
  const here = relief(x, y, z);
  const slope: Vector = [
    (relief(x + reach, y, z) - here) / reach,
    (relief(x, y + reach, z) - here) / reach,
    (relief(x, y, z + reach) - here) / reach,
  ];
  const steepness = dot(slope, normal);
  return normalise(add(normal, along(scale(slope, -1), normal, steepness)));
}

/** Linear light that leaves a point of the scene towards the eye. `incoming` runs from the eye to the point. */
export function shade(scene: Scene, lighting: Lighting, at: Vector, incoming: Vector): Vector {
  const surface = scene.surface(...at);
  const smooth = normalAt(scene.distance, at);
  const normal = surface.relief ? withRelief(at, smooth, surface.relief) : smooth;
  const open = openness(scene, along(at, smooth, 0.002), smooth, 0.34);
  const body = scale(diffuse(scene, lighting, at, normal, surface, open), 1 - surface.metal);
  const grazing = (1 - clamp(-dot(incoming, normal))) ** 5 * (1 - surface.roughness * 0.75);
  const gloss = blend([0.04, 0.04, 0.04], surface.colour, surface.metal);
  const fresnel = blend(gloss, [1, 1, 1], grazing);
  const shine = scale(mirrored(scene, lighting, at, incoming, normal, surface), mix(open, 1, 0.3 * surface.metal));
  const light = add(body, multiply(shine, fresnel));
  if (!surface.sheen) return light;
  const rim = (1 - clamp(-dot(incoming, normal))) ** 2.5;
  return add(light, scale(multiply(surface.sheen, surroundings(lighting, normal, 1)), rim * open));
}
