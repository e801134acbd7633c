import type { Composition } from './compose.ts';
import { type EncodedImage, encode } from './encode.ts';
import { type Inspection, inspect } from './inspect.ts';
import type { Layout } from './layout.ts';
import type { Material } from './material.ts';
import { release } from './pixels.ts';
import { placeholderOf } from './placeholder.ts';

/** One format of a variant: laid out, composed, encoded and inspected. */
export interface Draft {
  readonly layout: Layout;
  readonly encoded: EncodedImage;
  readonly inspection: Inspection;
  /** A thumbhash, base64. */
  readonly placeholder: string;
}

/** Encodes and inspects one composed picture, whose canvas is gone then. */
export async function finish(
  layout: Layout,
  composition: Composition,
  { copy, mediaType }: Pick<Material, 'copy' | 'mediaType'>,
  signal?: AbortSignal,
): Promise<Draft> {
  const encoded = await encode(composition.canvas, mediaType, layout.setting.format.maxBytes, signal);
  const inspection = await inspect(layout, composition, encoded, copy);
  const placeholder = placeholderOf(composition.canvas);
  release(composition.canvas.data);
  return { layout, encoded, inspection, placeholder };
}
