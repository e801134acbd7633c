import { ApiError, type GenerationWithOutputs, type WholeAsset } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { isGone, server } from '../server/client.ts';
import type { Draft } from './draft.ts';
import type { FormatChoice } from './formats/choices.ts';
import { wordsOf } from './words.ts';

export interface EarlierOrder {
  readonly draft: Partial<Draft>;
  /** Each in its role in that order. */
  readonly assets: readonly WholeAsset[];
  /** How many of its images have been deleted since. */
  readonly lost: number;
}

/** An earlier order as the form shows it. Null where it has been deleted. */
export const earlierOrderQuery = (id: string) =>
  queryOptions({
    queryKey: ['earlier order', id],
    queryFn: async ({ signal }): Promise<EarlierOrder | null> => {
      const generation = await server.generations.get(id, { signal }).catch(nullWhenGone);
      if (generation === null) return null;
      const found = await Promise.all(
        generation.assets.map(async ({ assetId, role }) => {
          const asset = await server.assets.get(assetId, { signal }).catch(nullWhenGone);
          return asset && { ...asset, role };
        }),
      );
      const assets = found.filter((asset) => asset !== null);
      return { draft: draftOf(generation), assets, lost: found.length - assets.length };
    },
    staleTime: 0,
    gcTime: 0,
  });

function draftOf({ kind, projectId, spec, seed }: GenerationWithOutputs): Partial<Draft> {
  const { copy, brand, formats, variants, mediaType, template, strict = false, onOutputError } = spec;
  return {
    ...{ kind, variants, mediaType, strict, seed },
    projectId: projectId ?? undefined,
    ...{ words: wordsOf(copy), brand },
    formats: { [kind]: formats as FormatChoice[] },
    template: template === undefined ? {} : { [kind]: template },
    skip: onOutputError === 'skip',
  };
}

function nullWhenGone(error: unknown): null {
  if (error instanceof ApiError && isGone(error)) return null;
  throw error;
}
