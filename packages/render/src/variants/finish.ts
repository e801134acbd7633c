import { release } from '@proofsheet/raster';
import type { Composition } from '../compose/compose.ts';
import { type EncodedImage, encode } from '../encode/encode.ts';
import { placeholderOf } from '../encode/placeholder.ts';
import { type Inspection, inspect } from '../inspect/inspect.ts';
import type { Layout } from '../layout/layers.ts';
import type { Material } from './lay-out-candidate.ts';

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
