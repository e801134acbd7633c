import type { Brand, Copy, FormatChoice, GenerationKind, OutputMediaType, Recipe } from '@proofsheet/domain';
import type { OrderImage } from './images/order-image.ts';
import type { BrandFonts } from './text/brand-fonts.ts';

/** Everything a picture is made from. The same order makes the same bytes on the same engine versions. */
export interface RenderOrder {
  readonly kind: GenerationKind;
  readonly copy: Copy;
  readonly brand: Brand;
  readonly formats: readonly FormatChoice[];
  readonly variants: number;
  readonly mediaType: OutputMediaType;
  /** Uploaded fonts, by the part that they play. */
  readonly brandFonts?: BrandFonts | undefined;
  /** Pins one template by its name. */
  readonly template?: string | undefined;
  /** More like this: the same template and side, in other palettes and crops. Pins the template. */
  readonly like?: Recipe | undefined;
  /** A picture with a finding of severity `error` is replaced by another. */
  readonly strict?: boolean | undefined;
  /** For somebody who edits: drawn small, of the first few candidates, and without a placeholder. */
  readonly draft?: boolean | undefined;
  readonly seed: number;
  readonly images: readonly OrderImage[];
}

/** An order that is filled as far as possible: what cannot be made comes out as missing. */
export interface LenientOrder extends RenderOrder {
  readonly onOutputError: 'skip';
}
