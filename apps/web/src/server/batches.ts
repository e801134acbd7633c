import type { Batch, Generation, GenerationRequest, Page } from '@proofsheet/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isGone, server } from './client.ts';

const PAGE = 20;
const SHEETS = 50;
const LOOK_MS = 2_000;

export const batchesQuery = infiniteQueryOptions({
  queryKey: ['batches'],
  queryFn: ({ pageParam, signal }) =>
    server.call<Page<Batch>>({
      method: 'GET',
      path: '/v1/batches',
      query: { limit: PAGE, cursor: pageParam ?? undefined },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some(({ items }) => items.some(({ status }) => status === 'RUNNING')) ? LOOK_MS : false,
});

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => server.batches.get(id, { signal }),
    retry: (tries, error) => !isGone(error) && tries < 2,
    refetchInterval: ({ state: { data, error } }) =>
      isGone(error) || (data && data.status !== 'RUNNING') ? false : LOOK_MS,
  });

/** Its generations; asked for anew while it runs. */
export const batchSheetsQuery = (batchId: string, runs: boolean) =>
  infiniteQueryOptions({
    queryKey: ['generations', { batchId }],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Generation>>({
        method: 'GET',
        path: '/v1/generations',
        query: { batchId, limit: SHEETS, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: runs ? LOOK_MS : false,
  });

export interface CheckedBatch {
  readonly total: number;
  readonly outputs: number;
  readonly refused: Batch['refused'];
}

/** What would come of it; nothing is made. */
export function checkBatch(requests: readonly GenerationRequest[]): Promise<CheckedBatch> {
  const query = { dryRun: 'true' };
  return server.call({
    ...{ method: 'POST', path: '/v1/generations/batch', query, json: requests, changesNothing: true },
  });
}

export const batchArchiveOf = (id: string) => `/v1/batches/${id}/archive`;

export function endedOf({ counts }: Batch): number {
  return counts.completed + counts.failed + counts.cancelled;
}
