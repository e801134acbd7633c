import { orbit, raysOf } from './camera.ts';
import { character } from './character.ts';
import type { EdgeCare, Sample } from './frame.ts';
import { headphones } from './headphones.ts';
import { hills } from './hills.ts';
import { shade } from './light.ts';
import { march } from './march.ts';
import type { Camera, Lighting, Scene } from './scene.ts';
import { photograph } from './scenes/stage.ts';
import { isStage, type StageName, stages } from './scenes/stages.ts';
import { emptySet } from './set.ts';
import { along, normalise, scale, type Vector } from './vector.ts';

export type ShotName = 'product' | 'set' | 'person' | 'hills' | StageName;

const STILL = orbit([0, 0.12, 0], -34, 11, 9, 2.66);
const BUST = orbit([0, -0.32, 0], -13, 2, 11, 3.9);

const warm: Vector = [1, 0.95, 0.88];
const cool: Vector = [0.86, 0.94, 1];

const productLighting: Lighting = {
  softboxes: [
    {
      towards: normalise([-0.75, 0.75, 0.65]),
      halfWidth: 0.42,
      halfHeight: 0.7,
      light: scale(warm, 5.2),
      castsShadow: true,
    },
    { towards: normalise([0.95, 0.25, 0.2]), halfWidth: 0.16, halfHeight: 1.1, light: scale(cool, 4.5) },
    { towards: normalise([0.4, 0.7, -0.75]), halfWidth: 0.6, halfHeight: 0.25, light: scale(warm, 4) },
    { towards: normalise([-0.72, 0.12, -0.8]), halfWidth: 0.16, halfHeight: 0.8, light: scale(warm, 3.4) },
    { towards: normalise([0.15, 0.05, 1]), halfWidth: 0.35, halfHeight: 0.5, light: scale(cool, 0.7) },
  ],
  above: [0.42, 0.43, 0.45],
  horizon: [0.3, 0.29, 0.28],
  below: [0.2, 0.17, 0.15],
};

const portraitLighting: Lighting = {
  softboxes: [
    {
      towards: normalise([-0.7, 0.65, 0.85]),
      halfWidth: 0.5,
      halfHeight: 0.6,
      light: scale(warm, 3.6),
      castsShadow: true,
    },
    { towards: normalise([0.95, 0.35, -0.45]), halfWidth: 0.35, halfHeight: 0.9, light: [7.4, 5, 3.5] },
    { towards: normalise([-0.9, 0.3, -0.5]), halfWidth: 0.25, halfHeight: 0.8, light: [2.6, 3.8, 5.2] },
    { towards: normalise([0.5, -0.1, 1]), halfWidth: 0.5, halfHeight: 0.5, light: scale(cool, 0.5) },
  ],
  above: [0.42, 0.44, 0.5],
  horizon: [0.34, 0.32, 0.32],
  below: [0.26, 0.19, 0.16],
};

function cutOut(scene: Scene, lighting: Lighting, camera: Camera, width: number, height: number) {
  const ray = raysOf(camera, width, height);
  return (x: number, y: number): Sample => {
    const direction = ray(x, y);
    const travelled = march(scene, camera.from, direction);
    if (travelled === undefined) return [0, 0, 0, 0];
    return [...shade(scene, lighting, along(camera.from, direction, travelled), direction), 1];
  };
}

/** What one ray of a shot brings back, by the ray's place in the picture in pixels. */
export function shot(name: ShotName, width: number, height: number): (x: number, y: number) => Sample {
  switch (name) {
    case 'product':
      return cutOut(headphones, productLighting, STILL, width, height);
    case 'set':
      return emptySet(STILL, productLighting, height);
    case 'person':
      return cutOut(character, portraitLighting, BUST, width, height);
    case 'hills':
      return hills(width, height);
    default:
      return photograph(stages[name], width, height);
  }
}

/** Photographs of a stage are full of texture: only where the eye would see a step are more rays worth their time. */
export function edgeCareOf(name: ShotName): EdgeCare | undefined {
  return isStage(name) ? { samples: 4, contrast: 0.13 } : undefined;
}
