import type { GenerationRequest, ProjectBrand } from '@proofsheet/client';
import { withLogos } from './brand.ts';
import type { Draft } from './draft.ts';
import type { FormatChoice } from './formats/choices.ts';
import { copyOf } from './words.ts';

export interface OrderedWith extends Required<Pick<GenerationRequest, 'assets'>> {
  readonly formats: readonly FormatChoice[];
  /** The brand that the project keeps. */
  readonly ofProject: ProjectBrand;
}

/** What the form orders. */
export function requestOf(draft: Draft, { assets, formats, ofProject }: OrderedWith): GenerationRequest {
  const { kind, projectId, words, variants, mediaType, strict, skip, seed } = draft;
  const template = draft.template[kind];
  const { logos: _, ...brand } = draft.brand;
  return {
    kind,
    ...(projectId === undefined ? {} : { projectId }),
    assets: withLogos(assets, draft.brand, ofProject),
    copy: copyOf(words, kind),
    brand,
    formats: [...formats],
    variants,
    mediaType,
    ...(template === undefined ? {} : { template }),
    ...(strict ? { strict } : {}),
    ...(skip ? { onOutputError: 'skip' } : {}),
    ...(seed === undefined ? {} : { seed }),
  };
}
