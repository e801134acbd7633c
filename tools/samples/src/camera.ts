import type { Camera } from './scene.ts';
import { along, cross, normalise, subtract, type Vector } from './vector.ts';

/** Rays through a picture of this size: (0, 0) is its top left corner, in pixels. */
export function raysOf(camera: Camera, width: number, height: number): (x: number, y: number) => Vector {
  const ahead = normalise(subtract(camera.at, camera.from));
  const right = normalise(cross(ahead, [0, 1, 0]));
  const up = cross(right, ahead);
  return (x, y) => {
    const u = ((x - width / 2) / height) * camera.view;
    const v = (0.5 - y / height) * camera.view;
    return normalise(along(along(ahead, right, u), up, v));
  };
}

/** A camera on a circle round a point, as on a tripod: angles in degrees. */
export function orbit(at: Vector, around: number, above: number, distance: number, view: number): Camera {
  const [yaw, pitch] = [(around * Math.PI) / 180, (above * Math.PI) / 180];
  const towards: Vector = [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), Math.cos(yaw) * Math.cos(pitch)];
  return { from: along(at, towards, distance), at, view: view / distance };
}
