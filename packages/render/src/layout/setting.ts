import type { Crop, Format } from '@proofsheet/domain';
import type { Photograph } from '../images/photographs.ts';
import type { Picture, Template } from '../templates/manifest.ts';
import type { TypesetCopy } from '../text/copy.ts';
import type { FittedLine } from '../text/fit.ts';
import type { Theme } from './theme.ts';

/** A logo, scaled for its place, as the tree shows it. */
export interface LogoImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** How many times larger than it is stored. */
  readonly enlarged: number;
  /** The mean of its opaque pixels, #rrggbb. */
  readonly colour: string;
}

/** All that one template needs to become a tree for one format. */
export interface Setting {
  readonly template: Template;
  readonly format: Format;
  readonly theme: Theme;
  readonly flip: boolean;
  readonly crop: Crop;
  readonly copy: TypesetCopy;
  /** What the template shows. */
  readonly pictures: ReadonlyMap<Picture, Photograph>;
  readonly logo?: LogoImage | undefined;
  /** The main cut-out is cut off at its foot: it has to stand on an edge of the frame. */
  readonly bleeds: boolean;
  /** The photograph is dark: it carries light type nearly by itself. */
  readonly darkPhoto: boolean;
  /** What was given and is not shown, of subjects and of words, where another template could have shown it. */
  readonly omits: { readonly pictures: number; readonly copy: number };
}

/** The lines of a slot, and their height in type sizes where its script needs more than the template gives. */
export interface FittedSlot {
  readonly lines: readonly FittedLine[];
  readonly lineHeight?: number | undefined;
}
