import { ASPECT_CLASSES, type AspectClass, type GenerationKind, SCHEMES } from '@proofsheet/domain';
import { z } from 'zod';
import type { Node } from '../engine/takumi.ts';
import { TRAITS_WITH_BOXES } from './traits.ts';

export const POINT_SLOTS = ['point-1', 'point-2', 'point-3', 'point-4'] as const;
export const LABEL_SLOTS = ['label-1', 'label-2'] as const;
export const TEXT_SLOTS = [
  ...(['headline', 'subline', 'button', 'price', 'brand', 'number', 'emoji'] as const),
  ...POINT_SLOTS,
  ...LABEL_SLOTS,
  'author',
  ...(['old-price', 'badge', 'rating', 'reviews', 'coupon', 'coupon-label', 'legal'] as const),
] as const;
export type TextSlot = (typeof TEXT_SLOTS)[number];

export function isPrice(slot: TextSlot): boolean {
  return slot === 'price' || slot === 'old-price';
}

/** The positions of subjects, the main one first. Each has two slots: for a cut-out and for a framed photograph. */
export const SUBJECT_POSITIONS = [
  ['cutout', 'photo'],
  ['cutout-2', 'photo-2'],
  ['cutout-3', 'photo-3'],
  ['cutout-4', 'photo-4'],
] as const;
const [MAIN_POSITION, ...OTHER_POSITIONS] = SUBJECT_POSITIONS;
export const IMAGE_SLOTS = [...MAIN_POSITION, 'backdrop', ...OTHER_POSITIONS.flat()] as const;
export type ImageSlot = (typeof IMAGE_SLOTS)[number];
export type SubjectSlot = Exclude<ImageSlot, 'backdrop'>;

export function isCutout(slot: ImageSlot): boolean {
  return slot.startsWith('cutout');
}

/** The parts of the copy that a template may require. */
const NEEDS = [
  ...(['points', 'labels', 'author', 'subline', 'button', 'price', 'brand'] as const),
  ...(['old-price', 'badge', 'rating', 'coupon', 'qr'] as const),
] as const;
/** What a template may draw before words by itself: the author's dash, the bullets or the numbers of points. */
const SIGNS = ['dash', 'bullets', 'numbers'] as const;
export type Sign = (typeof SIGNS)[number];
/** What `data-if` may ask for, and the root's classes say, in addition to slots, traits and aspect classes. */
export const CONDITIONS = [
  ...([
    'logo',
    'quoted',
    'reduced',
    'bleeding',
    'foot',
    'lying',
    'long',
    'lying-beside',
    'broad',
    'against',
    'dark-photo',
    'qr',
  ] as const),
  ...(['points', 'points-1', 'points-2', 'points-3', 'points-4', 'labels'] as const),
  ...(['pictures-1', 'pictures-2', 'pictures-3', 'pictures-4'] as const),
] as const;

/** What may be given beside a text so that it needs another box. */
const WITH = ['logo', 'brand', 'subline', 'price', 'old-price', 'button', 'long', 'lying', 'broad', 'photo'] as const;

/** Type sizes are in `u`, a hundredth of the frame's shorter side; the box's sides in hundredths of the frame's. */
const boxSchema = z.strictObject({
  width: z.number().positive(),
  height: z.number().positive(),
  lines: z.int().positive().default(1),
  least: z.number().positive(),
  most: z.number().positive(),
  /** The text is left out where it does not fit, or fits only too small to be read. */
  optional: z.boolean().optional(),
});
export type TextBox = z.infer<typeof boxSchema>;

/** A box for an aspect class, or for those of its sizes that have a trait. */
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
  'accent-on-shade',
  'on-accent-on-shade',
  'accent',
  'support',
  'ground',
] as const;

const textSlotSchema = z.strictObject({
  /** The theme's colour that the text is drawn in. The engine sets it, so that it can guarantee the contrast. */
  ink: z.enum([
    ...['ink', 'muted', 'mark', 'on-accent', 'on-support', 'on-shade', 'mark-on-shade', 'on-accent-on-shade'],
    ...['accent', 'ground'],
  ] as const),
  /** The colour of `**words**`; without one they look like the rest. */
  mark: z
    .enum(['mark', 'ink', 'mark-on-support', 'mark-on-shade', 'on-accent', 'on-support', 'on-shade', 'ground'])
    .optional(),
  /** `line` sizes every line to the full width of the box, as on a poster. */
  fill: z.enum(['block', 'line']).default('block'),
  /** `upper` sets the text in capitals, by the rules of the copy's locale. */
  case: z.enum(['upper']).optional(),
  /** A line around the letters, drawn outside them; `width` is in `u`. */
  outline: z.strictObject({ width: z.number().positive().max(4), colour: z.enum(COLOURS) }).optional(),
  /** The colour of a plate behind `**words**`, like a text marker's; `mark` is then their colour on it. */
  plate: z.enum(COLOURS).optional(),
  /** Fills plain letters with a gradient from `ink` at their head to this colour at their foot. */
  gradient: z.enum(COLOURS).optional(),
  /** Sets a currency sign smaller than its figures. */
  currency: z.enum(['small', 'raised']).optional(),
  /** Raises the decimals of an amount, small and without their sign. */
  decimals: z.enum(['raised']).optional(),
  /** The text is left out in classes without a box. */
  boxes: perBoxKey(boxSchema),
  /** Boxes that take over where there is no subject beside the text. */
  alone: perBoxKey(boxSchema).default({}),
  /** Boxes that take over, before all others, where this too is given. Of several, the first here does. */
  with: z.partialRecord(z.enum(WITH), perBoxKey(boxSchema)).default({}),
});
export type TextSlotSpec = z.infer<typeof textSlotSchema>;

/** The side of a QR code with its quiet zone, in `u`, and the `most` that it may take where its modules need more. */
const qrBoxSchema = z.strictObject({ side: z.number().positive(), most: z.number().positive() });

const logoBoxSchema = z.strictObject({ width: z.number().positive(), height: z.number().positive() });

export const manifestSchema = z.strictObject({
  version: z.int().positive(),
  about: z.string(),
  slots: z.partialRecord(z.enum(TEXT_SLOTS), textSlotSchema),
  /** Copy that the composition cannot do without: the template is chosen only where the client gives it. */
  needs: z.array(z.enum(NEEDS)).default([]),
  /**
   * The images that it shows. A template fits when there is an image for each `required` slot, and for one of the
   * `either` slots of each position, and when it does not leave out the main subject.
   */
  images: z.partialRecord(z.enum(IMAGE_SLOTS), z.enum(['required', 'either', 'optional'])).default({}),
  /** The box of the logo, in `u`; `boxes` are for classes that have another one. */
  logo: logoBoxSchema.extend({ boxes: perBoxKey(logoBoxSchema).default({}) }).optional(),
  /** The room for a QR code. It is left out in classes without one. */
  qr: perBoxKey(qrBoxSchema).optional(),
  /** Folders of style sheets below `shared/`, read before its own. */
  shares: z.array(z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)).default([]),
  schemes: z.array(z.enum(SCHEMES)).min(1),
  /** Whether a photograph fades into the ground. A pale ground then needs a light photograph. */
  blends: z.boolean().default(false),
  /** Whether a photograph sinks into the shade. That of a studio, before a plain light ground, looks burnt there: others come first. */
  sinks: z.boolean().default(false),
  /** What the foot with parts of an offer is drawn on: the theme's ground, or the shade of a template whose words end on that. */
  foot: z.enum(['ground', 'shade']).default('ground'),
  /**
   * Whether its backdrop is blurred until nothing can be recognised, so that the photograph of the subject itself, which
   * is there cut out, may serve where no other is given.
   */
  blursOwn: z.boolean().default(false),
  /**
   * The screen that it imitates: a `phone` for upright screenshots and app icons, the `window` of a browser for pages that
   * are wider than high. It shows anything else only when pinned.
   */
  screens: z.enum(['phone', 'window']).optional(),
  /** Whether it draws its own quotation sign (`data-if="quoted"`), so that the headline is set without its marks. */
  quotes: z.boolean().default(false),
  /** What it draws before the author or the points, so that the same sign is left out where it is typed too. */
  signs: z.array(z.enum(SIGNS)).default([]),
  /** Whether the class `flip` on the root mirrors the composition: at will, or only for right-to-left copy. */
  flips: z.union([z.boolean(), z.literal('rtl')]).default(false),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What the foot that all ads share has: texts, and room for a QR code. */
export const footSchema = manifestSchema.pick({ slots: true, qr: true });

export interface Template extends Manifest {
  readonly name: string;
  readonly kind: GenerationKind;
  readonly aspects: readonly AspectClass[];
  readonly root: Node;
  /** The style sheet of each aspect class. */
  readonly css: Readonly<Record<AspectClass, string>>;
  /** The texts of an offer that it has no place for: they stand in the foot that all ads share. */
  readonly footSlots: ReadonlySet<TextSlot>;
  /** Whether it has a place of its own for a QR code. */
  readonly ownQr: boolean;
  /** An operator's template: it is drawn in a process that can be killed. */
  readonly foreign: boolean;
}

/** The aspect classes that it is laid out for: those in which its headline has a box. */
export function aspectsOf({ slots }: Pick<Manifest, 'slots'>): AspectClass[] {
  return ASPECT_CLASSES.filter((aspect) => slots.headline?.boxes[aspect]);
}
