import type { Event } from '@proofsheet/client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isSignedOut, server } from './client.ts';
import { showFinished } from './newcomers.ts';
import { meQuery } from './session.ts';

/** Events of one generation come close together: what they change is asked for once. */
const GATHER_MS = 250;

/** What happens to the user's generations is on the page as it happens. The client itself connects again. */
export function useLive(): void {
  const queries = useQueryClient();
  const userId = useQuery(meQuery).data?.userId;
  // biome-ignore lint/correctness/useExhaustiveDependencies: events are of whoever is signed in, in another tab too.
  useEffect(() => {
    const left = new AbortController();
    const refresh = gathered(queries);
    follow(left.signal, refresh).catch((error) => {
      if (isSignedOut(error)) void queries.invalidateQueries(meQuery);
    });
    return () => left.abort();
  }, [queries, userId]);
}

async function follow(signal: AbortSignal, refresh: (event: Event) => void): Promise<void> {
  for await (const event of server.events({ signal })) refresh(event);
}

function gathered(queries: QueryClient): (event: Event) => void {
  const changed = new Set<string>();
  const finished = new Set<string>();
  const reviewed = new Set<string>();
  const assets = new Set<string>();
  let deleted = false;
  let gathering = false;
  const flush = () => {
    gathering = false;
    for (const id of changed) void queries.invalidateQueries({ queryKey: ['generation', id] });
    for (const id of reviewed) void queries.invalidateQueries({ queryKey: ['reviews', id] });
    for (const id of assets) void queries.invalidateQueries({ queryKey: ['asset', id] });
    if (assets.size > 0) void queries.invalidateQueries({ queryKey: ['assets'] });
    // A list that lost its place in the middle is outlined anew; what is read of it by then stays.
    if (deleted) void queries.invalidateQueries({ queryKey: ['outputs'] });
    else if (finished.size > 0) void showFinished(queries, [...finished]).catch(() => undefined);
    // How much is in a project, and its newest pictures.
    if (deleted || finished.size > 0) void queries.invalidateQueries({ queryKey: ['project'] });
    changed.clear();
    assets.clear();
    finished.clear();
    reviewed.clear();
    deleted = false;
  };
  return ({ type, generationId, assetId }) => {
    if (!gathering) setTimeout(flush, GATHER_MS);
    gathering = true;
    if (generationId) (type.startsWith('review.') ? reviewed : changed).add(generationId);
    if (assetId) assets.add(assetId);
    if (generationId && type === 'generation.completed') finished.add(generationId);
    if (type.endsWith('.deleted') && !assetId) deleted = true;
  };
}
