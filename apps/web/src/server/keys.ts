import type { Page } from '@proofsheet/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { server } from './client.ts';
import { serverTime } from './clock.ts';

export interface Key {
  readonly id: string;
  readonly name: string;
  readonly kind: 'KEY' | 'SESSION';
  readonly prefix: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Keys and browsers that are signed in, the newest first. */
export const keysQuery = infiniteQueryOptions({
  queryKey: ['keys'],
  queryFn: ({ pageParam, signal }) =>
    server.call<Page<Key>>({
      method: 'GET',
      path: '/v1/keys',
      query: { limit: 50, cursor: pageParam ?? undefined },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

/** The answer alone has the key. */
export function createKey(name: string): Promise<Key & { readonly key: string }> {
  return server.call({ method: 'POST', path: '/v1/keys', json: { name } });
}

export function revokeKey({ id }: Pick<Key, 'id'>): Promise<Key> {
  return server.call({ method: 'DELETE', path: `/v1/keys/${id}` });
}

export function works({ revokedAt, expiresAt }: Key): boolean {
  return revokedAt === null && (expiresAt === null || new Date(expiresAt) > serverTime());
}
