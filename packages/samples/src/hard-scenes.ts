import { IMAGES_FOLDER, type SampleImage } from './sample-images.ts';

/** A photograph of the kinds that go wrong, drawn by tools/samples with the mask of what it is of. */
export interface HardScene extends SampleImage {
  /** 160 pixels on its longer side, grey: 255 where the subject is. None where nothing in particular stands out. */
  readonly mask?: string;
  readonly kind: 'one' | 'several' | 'none';
  readonly person: boolean;
}

/** Where `npm run samples` draws them. */
export const HARD_FOLDER = `${IMAGES_FOLDER}hard/`;

const thing = (name: string, description: string): HardScene => ({
  ...{ name, description, role: 'PRODUCT', kind: 'one', person: false },
  path: `${HARD_FOLDER}${name}.jpg`,
  mask: `${HARD_FOLDER}${name}-mask.png`,
});

export const hardScenes: readonly HardScene[] = [
  thing('chair', 'A pink armchair on thin legs in a living room, upright'),
  thing('shoe', 'A running shoe on pebbles'),
  thing('bottle', 'A bottle of green glass before a window, upright'),
  thing('camera', 'A black camera in the dark'),
  thing('jug', 'A white jug and a white cup before a white wall'),
  { ...thing('dogs', 'Two dogs that sit apart on a beach'), kind: 'several' },
  { ...thing('group', 'Three people before the lights of a street'), role: 'PERSON', person: true },
  thing('car', 'A blue car in a street of houses'),
  { ...thing('dancer', 'A dancer on one leg, arms and leg stretched far out'), role: 'PERSON', person: true },
  {
    ...{ name: 'screenshot', role: 'PRODUCT', kind: 'none', person: false, path: `${HARD_FOLDER}screenshot.png` },
    description: 'The page of a shop with eight things',
  },
];

/** The logo of Orvane as it is often handed over: with a ground. */
export const opaqueLogos: readonly SampleImage[] = [
  {
    ...{ name: 'orvane-field', role: 'LOGO', path: `${HARD_FOLDER}orvane-field.png` },
    description: 'White on blue to all edges',
  },
  {
    ...{ name: 'orvane-plate', role: 'LOGO', path: `${HARD_FOLDER}orvane-plate.jpg` },
    description: 'Black on a white plate, a JPEG',
  },
];
