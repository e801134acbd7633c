import type { Vector } from './vector.ts';

/** How a point of a surface answers light. */
export interface Surface {
  readonly colour: Vector;
  /** 0 a mirror, 1 chalk. */
  readonly roughness: number;
  /** 1 reflects in its own colour and has no body colour. */
  readonly metal: number;
  /** Finely scratched along one way: reflections smear along this direction, by this much. */
  readonly brushed?: { readonly across: Vector; readonly spread: number };
  /** How far light bleeds past the shadow's edge in red, green, blue: skin, wax. */
  readonly bleed?: Vector;
  /** Soft fibres that catch light at the rim: cloth, hair. */
  readonly sheen?: Vector;
  /** Height of fine relief at a point, in scene units. */
  readonly relief?: (x: number, y: number, z: number) => number;
}

export interface Scene {
  /** A lower bound of the distance from a point to the nearest surface; negative inside. */
  readonly distance: (x: number, y: number, z: number) => number;
  readonly surface: (x: number, y: number, z: number) => Surface;
  /** A sphere around everything, so that rays that miss cost nothing. */
  readonly bounds: { readonly centre: Vector; readonly radius: number };
}

/** A lamp behind a rectangle of cloth, far away: where it stands, how wide it looks, how bright. */
export interface Softbox {
  readonly towards: Vector;
  /** Half its width and height as tangents of the angle. */
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly light: Vector;
  /** Turned about its own axis, in radians. */
  readonly turn?: number;
  /** Only one or two lamps need this: a march to the lamp for every point. */
  readonly castsShadow?: boolean;
}

export interface Lighting {
  readonly softboxes: readonly Softbox[];
  readonly above: Vector;
  readonly horizon: Vector;
  readonly below: Vector;
}

export interface Camera {
  readonly from: Vector;
  readonly at: Vector;
  /** Height of the picture over the distance to it. */
  readonly view: number;
}
