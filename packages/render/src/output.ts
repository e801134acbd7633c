import type { ErrorCode, OutputMediaType, Recipe } from '@proofsheet/domain';
import type { Inspection } from './inspect/inspect.ts';

/** Which variant and format of the order an output is. */
interface OutputPlace {
  /** variant * formats.length + position of the format in the order. */
  readonly index: number;
  readonly variant: number;
  /** The format's name, or `custom-640x480`. */
  readonly format: string;
}

/** What the final pixels show and how they were made. Stored with the output. */
export interface Report extends Inspection {
  readonly recipe: Recipe;
  /** How far it is from the nearest of the variants that were made before it, 0 to 1; null for the first. */
  readonly distance: number | null;
}

export interface RenderedOutput extends OutputPlace {
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
export interface MissingOutput extends OutputPlace {
  readonly missing: { readonly code: ErrorCode; readonly message: string };
}
