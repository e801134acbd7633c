import type { ReviewSheet, SeenOutput } from '@proofsheet/client';
import { type QueryClient, queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { server } from './client.ts';

/** What a review link shows, for who has opened it in this browser. */
export const reviewQuery = (linkId: string) =>
  queryOptions({
    queryKey: ['review', linkId],
    queryFn: ({ signal }) => server.reviewer(linkId).sheet({ signal }),
  });

export function keepSheet(queries: QueryClient, sheet: ReviewSheet): void {
  queries.setQueryData(reviewQuery(sheet.id).queryKey, sheet);
}

/** What others say, and what is made or taken away meanwhile, is on the page as it happens. */
export function useLiveReview(linkId: string, isOpen: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isOpen) return;
    const left = new AbortController();
    const asked = () => queries.invalidateQueries({ queryKey: reviewQuery(linkId).queryKey });
    // However the stream ends, the sheet says why.
    follow(linkId, left.signal, asked).catch(() => (left.signal.aborted ? undefined : asked()));
    return () => left.abort();
  }, [queries, linkId, isOpen]);
}

async function follow(linkId: string, signal: AbortSignal, changed: () => void): Promise<void> {
  for await (const _ of server.reviewer(linkId).changes({ signal })) changed();
}

/** Behind the `#`, where no server and no log sees it. It is taken out of the address once it has been exchanged. */
export function tokenInAddress(): string | undefined {
  return /^#(psr_[\w-]+)$/.exec(location.hash)?.[1];
}

export async function openLink(linkId: string, token: string): Promise<void> {
  await server.reviewer(linkId).open(token);
  history.replaceState(history.state, '', location.pathname);
}

/** At least so many pixels wide on this screen, as far as the link shows them. */
export function seenPicture(linkId: string, { id }: Pick<SeenOutput, 'id'>, cssPixels: number): string {
  const wanted = Math.ceil(cssPixels * Math.min(window.devicePixelRatio, 2));
  return `/r/${linkId}/outputs/${id}/content?width=${wanted}`;
}

export const seenFile = (linkId: string, { id }: Pick<SeenOutput, 'id'>) => `/r/${linkId}/outputs/${id}/file`;
