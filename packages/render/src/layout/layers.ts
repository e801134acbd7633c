import type { Box, Point } from '@proofsheet/raster';
import type { Sheet } from '../engine/takumi.ts';
import type { Photograph } from '../images/photographs.ts';
import type { GroundField, GroundKind } from '../templates/effects.ts';
import type { ImageSlot, TextSlot } from '../templates/manifest.ts';
import type { FittedLine } from '../text/fit.ts';
import type { Placement } from './placement.ts';
import type { Setting } from './setting.ts';

/** A line of text where it stands in the frame. */
export interface TextRun {
  readonly slot: TextSlot;
  readonly box: Box;
  readonly size: number;
  /** Parts of the line that are not its ink on its ground: emoji, and plates, which are separate runs. */
  readonly insets: readonly Box[];
  /** The emoji among them. */
  readonly emoji: readonly Box[];
  /** It has signs alone, such as a dash, whose ink may be as low as a stroke. */
  readonly signs: boolean;
  /** Its letters stand on an outline of their own, whatever lies beyond it. */
  readonly outlined: boolean;
  /** What should be one line was set in several. */
  readonly parted: boolean;
  /** It is not upright: its box has more room than its letters. */
  readonly turned: boolean;
  /** The box of the element around it alone, such as a button, a tag or a disc. */
  readonly plate?: Box | undefined;
  /** It is a plate within a line, with what is on it. */
  readonly isPlate: boolean;
  /** How much of its length is blank because of full-width punctuation at its ends, in type sizes. */
  readonly blank: number;
}

/** One layer of the picture. Layers are listed from the back to the front. */
export type Layer = ImageLayer | DrawingLayer | GroundLayer;

export interface ImageLayer {
  readonly type: 'image';
  readonly slot: ImageSlot;
  readonly photo: Photograph;
  readonly placement: Placement;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A ground that the engine draws in the theme's colours. */
export interface GroundLayer {
  readonly type: 'ground';
  readonly kind: GroundKind;
  /** In pixels of the frame. */
  readonly box: Box;
  readonly field: GroundField;
  /** Where it is brightest, in shares of the box's sides. */
  readonly light: Point;
}

export interface DrawingLayer {
  readonly type: 'drawing';
  /** The part of the frame that is drawn; the sheet has its size. */
  readonly window: Box;
  readonly sheet: Sheet;
  readonly runs: readonly TextRun[];
  /** The boxes of the logo. */
  readonly logos: readonly Box[];
  /** The boxes of the QR code. */
  readonly codes: readonly Box[];
  /** The boxes of what is drawn beside words and pictures, such as a quotation sign. */
  readonly ornaments?: readonly Box[];
}

export interface Layout {
  readonly setting: Setting;
  readonly layers: readonly Layer[];
  readonly headline: readonly FittedLine[];
}

/** A text that is too long for its box in a template, even in the box's least size. */
export interface TextOverflow {
  readonly slot: TextSlot;
}
