import type { Event } from '@proofsheet/client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isSignedOut, server } from './client.ts';
import { meQuery } from './session.ts';

/** Events of one generation come close together: what they change is asked for once. */
const GATHER_MS = 250;

/** What happens to the user's generations is on the page as it happens. The client itself connects again. */
export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const left = new AbortController();
    const refresh = gathered(queries);
    follow(left.signal, refresh).catch((error) => {
      if (isSignedOut(error)) void queries.invalidateQueries(meQuery);
    });
    return () => left.abort();
  }, [queries]);
}

async function follow(signal: AbortSignal, refresh: (event: Event) => void): Promise<void> {
  for await (const event of server.events({ signal })) refresh(event);
}

function gathered(queries: QueryClient): (event: Event) => void {
  const due = new Set<string>();
  const flush = () => {
    for (const key of due) queries.invalidateQueries({ queryKey: JSON.parse(key) });
    due.clear();
  };
  return ({ type, generationId }) => {
    if (due.size === 0) setTimeout(flush, GATHER_MS);
    if (generationId) due.add(JSON.stringify(['generation', generationId]));
    if (type === 'generation.completed' || type.endsWith('.deleted')) due.add(JSON.stringify(['outputs']));
  };
}
