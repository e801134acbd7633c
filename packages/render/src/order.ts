import type {
  Analysis,
  AssetRole,
  Brand,
  Copy,
  FormatChoice,
  GenerationKind,
  OutputMediaType,
} from '@proofsheet/domain';
import type { Report } from './inspect.ts';

export interface OrderImage {
  readonly role: AssetRole;
  /** The working master that ingest made: upright, sRGB. */
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
  /** Pins one template by its name. */
  readonly template?: string | undefined;
  readonly seed: number;
  readonly images: readonly OrderImage[];
}

export interface RenderedOutput {
  /** variant * formats.length + position of the format in the order. */
  readonly index: number;
  readonly variant: number;
  readonly template: string;
  readonly templateVersion: number;
  /** The format's name, or `custom-640x480`. */
  readonly format: string;
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
