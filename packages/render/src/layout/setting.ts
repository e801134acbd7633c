import type { Crop, Format } from '@proofsheet/domain';
import type { Pictures } from '../images/photographs.ts';
import type { Template, TextSlot } from '../templates/manifest.ts';
import type { TypesetCopy } from '../text/copy.ts';
import type { FittedLine } from '../text/fit.ts';
import type { LogoInk } from './logo-ink.ts';
import type { QrImage } from './qr.ts';
import type { Theme } from './theme.ts';

/** A logo, scaled for its box. */
export interface LogoImage extends LogoInk {
  /** Its size as a multiple of the stored size. */
  readonly enlarged: number;
  /** Other versions of it, in the same box, for grounds on which this one is lost. */
  readonly others: readonly LogoImage[];
}

/** Where the foot with parts of an offer stands. */
export interface FootPlace {
  /**
   * Below what the template draws, which has less of the frame; or within the frame, above what the platform reserves: on
   * the template's ground, or above a picture that goes on to the lower edge.
   */
  readonly kind: 'below' | 'on-ground' | 'above-picture';
  /** In pixels. */
  readonly height: number;
  /** The template's own margin, at which its words begin, in pixels; undefined where that is not known. */
  readonly margin: number | undefined;
}

/** Everything that one template needs to be laid out for one format. */
export interface Setting {
  readonly template: Template;
  readonly format: Format;
  readonly theme: Theme;
  readonly flip: boolean;
  readonly crop: Crop;
  readonly copy: TypesetCopy;
  /** The given texts that were taken out of the copy, because this format has no box for them or they do not fit it. */
  readonly dropped?: ReadonlySet<TextSlot> | undefined;
  readonly pictures: Pictures;
  readonly logo?: LogoImage | undefined;
  /** The logo where the template has no place for it: it is laid into a corner that is clear. */
  readonly cornerLogo?: LogoImage | undefined;
  readonly qr?: QrImage | undefined;
  /** The foot with parts of the offer; undefined without one, and until its height is known. */
  readonly foot?: FootPlace | undefined;
  /** Whether a badge that the template has no place for stands in the foot: nowhere else it would be clear. */
  readonly isBadgeInFoot?: boolean | undefined;
  /** Whether the main cut-out is cut off at its foot: then it has to stand on an edge of the frame. */
  readonly bleeds: boolean;
  /** Whether the photograph is dark: light type on it needs hardly any shade. */
  readonly darkPhoto: boolean;
  /** The order's seed: drawn grounds vary by it. */
  readonly seed: number;
  /** How much of the given subjects and words it leaves out though another template could show them. */
  readonly omits: {
    readonly pictures: number;
    readonly copy: number;
    readonly images: number;
    readonly offer: number;
  };
}

/** The lines of a slot, and their height in type sizes where its ink needs more than the template has. */
export interface FittedSlot {
  readonly lines: readonly FittedLine[];
  readonly lineHeight?: number | undefined;
}
