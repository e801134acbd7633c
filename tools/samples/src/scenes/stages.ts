import { bottleAtWindow } from './bottle.ts';
import { carInStreet } from './car.ts';
import { chairInRoom } from './chair.ts';
import { dancerOutside } from './dancer.ts';
import { cameraInTheDark } from './dark-camera.ts';
import { dogsOnBeach } from './dogs.ts';
import { groupOfThree } from './group.ts';
import { jugOnWhite } from './jug.ts';
import { shoeOnStones } from './shoe.ts';

/** What resembles the photographs that are hard: by the name of the sample. */
export const stages = {
  chair: chairInRoom,
  shoe: shoeOnStones,
  bottle: bottleAtWindow,
  camera: cameraInTheDark,
  jug: jugOnWhite,
  dogs: dogsOnBeach,
  group: groupOfThree,
  car: carInStreet,
  dancer: dancerOutside,
} as const;

export type StageName = keyof typeof stages;
export const STAGE_NAMES = Object.keys(stages) as StageName[];
export const isStage = (name: string): name is StageName => name in stages;
