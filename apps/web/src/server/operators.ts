import type { FoundGeneration, OperatorQueues, Page } from '@proofsheet/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** Not while nobody looks: a page in the background asks for nothing. */
const WATCH_MS = 3_000;
const PAGE = 25;

export const queuesQuery = queryOptions({
  queryKey: ['operator', 'queues'],
  queryFn: ({ signal }) => server.call<OperatorQueues>({ method: 'GET', path: '/v1/operator/queues', signal }),
  refetchInterval: WATCH_MS,
  staleTime: 0,
});

const STATUSES = ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED'] as const;
export type SearchedStatus = (typeof STATUSES)[number];

/** As it stands in the address. */
export interface OperatorSearch {
  readonly id?: string | undefined;
  readonly user?: string | undefined;
  readonly code?: string | undefined;
  readonly status?: SearchedStatus | undefined;
  /** Days, or times: `2026-01-31`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export const SEARCHED_STATUSES: readonly SearchedStatus[] = STATUSES;

export function readSearch(search: Record<string, unknown>): OperatorSearch {
  const { status } = search;
  const text = (value: unknown) => (value === undefined || value === '' ? undefined : String(value));
  const known = STATUSES.find((one) => one === status);
  const given = { ...{ id: text(search.id), user: text(search.user), code: text(search.code), status: known } };
  const all = { ...given, from: text(search.from), to: text(search.to) };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

export const foundQuery = ({ id, user, code, status, from, to }: OperatorSearch) =>
  infiniteQueryOptions({
    queryKey: ['operator', 'generations', id, user, code, status, from, to],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<FoundGeneration>>({
        method: 'GET',
        path: '/v1/operator/generations',
        query: {
          ...{ id, userId: user, code, status, createdAfter: timeOf(from), createdBefore: timeOf(to) },
          ...{ limit: PAGE, cursor: pageParam ?? undefined },
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** What the browser's field for a time writes is in the time of this place. What is none goes as it is, to be refused. */
function timeOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString();
}
