import type { GenerationKind, GenerationWithOutputs } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { isGone, server } from './client.ts';

export const generationQuery = (id: string) =>
  queryOptions({
    queryKey: ['generation', id],
    queryFn: ({ signal }) => server.generations.get(id, { signal }),
    // Events tell sooner; this is for those that are lost.
    refetchInterval: ({ state: { data, error } }) => (isGone(error) || (data && hasEnded(data)) ? false : 5_000),
  });

export function hasEnded({ status }: Pick<GenerationWithOutputs, 'status'>): boolean {
  return status === 'COMPLETED' || status === 'FAILED' || status === 'CANCELLED';
}

export const KIND_NAMES: Readonly<Record<GenerationKind, string>> = { THUMBNAIL: 'Thumbnails', AD: 'Ads' };

export const archiveOf = (id: string) => `/v1/generations/${id}/archive`;
