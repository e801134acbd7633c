import { ASPECT_CLASSES, type AspectClass, type GenerationKind, SCHEMES } from '@proofsheet/domain';
import { z } from 'zod';
import type { Node } from '../engine/takumi.ts';
import { TRAITS_WITH_BOXES } from './traits.ts';

export const POINT_SLOTS = ['point-1', 'point-2', 'point-3', 'point-4'] as const;
export const LABEL_SLOTS = ['label-1', 'label-2'] as const;
export const TEXT_SLOTS = [
  ...(['headline', 'subline', 'button', 'price', 'brand', 'number'] as const),
  ...POINT_SLOTS,
  ...LABEL_SLOTS,
  'author',
] as const;
export type TextSlot = (typeof TEXT_SLOTS)[number];

/** Where subjects stand, the main one first: each is shown there cut out or framed. */
export const PLACES = [
  ['cutout', 'photo'],
  ['cutout-2', 'photo-2'],
  ['cutout-3', 'photo-3'],
  ['cutout-4', 'photo-4'],
] as const;
export const PICTURES = [...PLACES[0], 'backdrop', ...PLACES[1], ...PLACES[2], ...PLACES[3]] as const;
export type Picture = (typeof PICTURES)[number];
/** A picture of a subject. */
export type SubjectPicture = Exclude<Picture, 'backdrop'>;

export function isCutout(picture: Picture): boolean {
  return picture.startsWith('cutout');
}

/** What a template may say that it cannot do without. */
const NEEDS = ['points', 'labels', 'author', 'subline', 'button', 'price', 'brand'] as const;
/** Names that `data-if` and the classes of the root know beside slots and pictures. */
export const CIRCUMSTANCES = [
  ...(['logo', 'quoted', 'bleeding', 'dark-photo'] as const),
  ...(['points', 'points-1', 'points-2', 'points-3', 'points-4', 'labels'] as const),
  ...(['pictures-1', 'pictures-2', 'pictures-3', 'pictures-4'] as const),
] as const;

/** Lengths are in `u`, a hundredth of the frame's shorter side; box sides in hundredths of the frame's own sides. */
const boxSchema = z.strictObject({
  width: z.number().positive(),
  height: z.number().positive(),
  lines: z.int().positive().default(1),
  least: z.number().positive(),
  most: z.number().positive(),
  /** The text is left out where it does not fit, or could only be set too small to be read. */
  optional: z.boolean().optional(),
});
export type TextBox = z.infer<typeof boxSchema>;

/** A box for a class of sizes, or for sizes of it that are shaped alike. */
const perBoxKey = <Box extends z.ZodType>(box: Box) =>
  z.partialRecord(z.enum([...ASPECT_CLASSES, ...TRAITS_WITH_BOXES]), box);

const COLOURS = [
  'ink',
  'muted',
  'mark',
  'mark-on-support',
  'on-accent',
  'on-support',
  'shade',
  'on-shade',
  'mark-on-shade',
  'accent',
  'support',
  'ground',
] as const;

const textSlotSchema = z.strictObject({
  /** The theme's colour that the text is drawn in; the engine sets it, so it can vouch for the contrast. */
  ink: z.enum(['ink', 'muted', 'mark', 'on-accent', 'on-support', 'on-shade', 'mark-on-shade', 'accent', 'ground']),
  /** The colour of `**words**`; without it they look like the rest. */
  mark: z
    .enum(['mark', 'ink', 'mark-on-support', 'mark-on-shade', 'on-accent', 'on-support', 'on-shade', 'ground'])
    .optional(),
  /** `line` sizes every line to the full width of the box, as on a poster. */
  fill: z.enum(['block', 'line']).default('block'),
  /** `upper` sets it in capitals, by the rules of the copy's locale. */
  case: z.enum(['upper']).optional(),
  /** Around the letters, drawn outside them: `width` in `u`. */
  outline: z.strictObject({ width: z.number().positive().max(4), colour: z.enum(COLOURS) }).optional(),
  /** The colour of a plate behind `**words**`, as a marker would lay it; `mark` is then their colour on it. */
  plate: z.enum(COLOURS).optional(),
  /** Fills plain letters from `ink` at their head to this colour at their foot. */
  gradient: z.enum(COLOURS).optional(),
  /** Sets the sign of a currency smaller than its figures. */
  currency: z.enum(['small', 'raised']).optional(),
  /** In a class without a box the text is left out. */
  boxes: perBoxKey(boxSchema),
  /** Boxes that take over where there is no subject beside the text. */
  alone: perBoxKey(boxSchema).default({}),
});
export type TextSlotSpec = z.infer<typeof textSlotSchema>;

const logoBoxSchema = z.strictObject({ width: z.number().positive(), height: z.number().positive() });

export const manifestSchema = z.strictObject({
  version: z.int().positive(),
  about: z.string(),
  slots: z.partialRecord(z.enum(TEXT_SLOTS), textSlotSchema),
  /** Copy without which it is no composition: it is only taken where the client gives this. */
  needs: z.array(z.enum(NEEDS)).default([]),
  /**
   * Which pictures it shows. A template fits when what it requires is there, in every place one of those marked `either`
   * is, and the main picture is not left out.
   */
  images: z.partialRecord(z.enum(PICTURES), z.enum(['required', 'either', 'optional'])).default({}),
  /** The box of the logo, in `u`; `boxes` for classes that have another. */
  logo: logoBoxSchema.extend({ boxes: perBoxKey(logoBoxSchema).default({}) }).optional(),
  schemes: z.array(z.enum(SCHEMES)).min(1),
  /** Whether a photograph fades into the ground: a pale ground then needs a light photograph. */
  blends: z.boolean().default(false),
  /** Whether it sets a quotation sign of its own (`data-if="quoted"`), so that the headline loses its marks. */
  quotes: z.boolean().default(false),
  /** Whether the class `flip` on the root mirrors the composition: at will, or only for what is read from the right. */
  flips: z.union([z.boolean(), z.literal('rtl')]).default(false),
});
export type Manifest = z.infer<typeof manifestSchema>;

export interface Template extends Manifest {
  readonly name: string;
  readonly kind: GenerationKind;
  readonly aspects: readonly AspectClass[];
  readonly root: Node;
  /** The style sheet of each class of sizes. */
  readonly css: Readonly<Record<AspectClass, string>>;
  /** Not one of ours: it is drawn in a process that can be killed. */
  readonly foreign: boolean;
}

/** The classes that it is laid out for: those that its headline has a box in. */
export function aspectsOf({ slots }: Pick<Manifest, 'slots'>): AspectClass[] {
  return ASPECT_CLASSES.filter((aspect) => slots.headline?.boxes[aspect]);
}
