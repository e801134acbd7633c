import type {
  Analysis,
  AssetRole,
  Brand,
  Copy,
  ErrorCode,
  FormatChoice,
  GenerationKind,
  OutputMediaType,
  Recipe,
} from '@proofsheet/domain';
import type { BrandFonts } from './brand/brand-fonts.ts';
import type { Inspection } from './inspect.ts';

export interface OrderImage {
  readonly role: AssetRole;
  /** The working master that ingest made: upright, sRGB. Or its proxy, where `proxySuffices`. */
  readonly bytes: Buffer;
  readonly analysis: Analysis;
  /** The stored cut-out: exactly the part of the image that `analysis.cutout.bounds` names, at any resolution. */
  readonly cutout?: Buffer | undefined;
}

/** Everything a picture is made from. The same order makes the same bytes on the same engine versions. */
export interface RenderOrder {
  readonly kind: GenerationKind;
  readonly copy: Copy;
  readonly brand: Brand;
  readonly formats: readonly FormatChoice[];
  readonly variants: number;
  readonly mediaType: OutputMediaType;
  /** Uploaded fonts, by their part. */
  readonly brandFonts?: BrandFonts | undefined;
  /** Pins one template by its name. */
  readonly template?: string | undefined;
  /** More like this: the same template and side, in other palettes and crops. Pins the template. */
  readonly like?: Recipe | undefined;
  /** No picture with a finding of severity `error` comes out: another takes its place. */
  readonly strict?: boolean | undefined;
  readonly seed: number;
  readonly images: readonly OrderImage[];
}

/** An order that is filled as far as it can be: what cannot be made comes out as missing. */
export interface LenientOrder extends RenderOrder {
  readonly onOutputError: 'skip';
}

/** Where an output belongs. */
interface Place {
  /** variant * formats.length + position of the format in the order. */
  readonly index: number;
  readonly variant: number;
  /** The format's name, or `custom-640x480`. */
  readonly format: string;
}

/** What the final pixels show, and how they came about. Stored with the output. */
export interface Report extends Inspection {
  readonly recipe: Recipe;
  /** How far it is from the nearest of the variants that were made before it, 0 to 1; null for the first. */
  readonly distance: number | null;
}

export interface RenderedOutput extends Place {
  readonly template: string;
  readonly templateVersion: number;
  readonly width: number;
  readonly height: number;
  readonly mediaType: OutputMediaType;
  readonly bytes: Buffer;
  readonly sha256: string;
  /** A thumbhash, base64. */
  readonly placeholder: string;
  /** 0 to 1, the product of the report's named parts. */
  readonly score: number;
  readonly report: Report;
}

/** An output of a lenient order that no template could make. */
export interface MissingOutput extends Place {
  readonly missing: { readonly code: ErrorCode; readonly message: string };
}
