import type { Composition } from './compose.ts';
import { type EncodedImage, encode } from './encode.ts';
import { type Inspection, inspect } from './inspect.ts';
import type { Layout } from './layout.ts';
import type { Material } from './material.ts';

/** One format of a variant, laid out and composed. */
export interface Draft {
  readonly layout: Layout;
  readonly composition: Composition;
  /** Where it had to be known already whether it passes. */
  readonly finished?: Finished | undefined;
}

export interface Finished {
  readonly encoded: EncodedImage;
  readonly inspection: Inspection;
}

/** Encodes and inspects one composed picture. */
export async function finish(
  draft: Draft,
  { copy, mediaType }: Pick<Material, 'copy' | 'mediaType'>,
  signal?: AbortSignal,
): Promise<Finished> {
  if (draft.finished) return draft.finished;
  const { layout, composition } = draft;
  const encoded = await encode(composition.canvas, mediaType, layout.setting.format.maxBytes, signal);
  return { encoded, inspection: await inspect(layout, composition, encoded, copy) };
}
