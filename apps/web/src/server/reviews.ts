import type { Reviews } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** What reviewers said of the pictures of a generation. Events tell when there is more. */
export const reviewsQuery = (generationId: string) =>
  queryOptions({
    queryKey: ['reviews', generationId],
    queryFn: ({ signal }) => server.reviews.of(generationId, { signal }),
  });

export const reviewLinksQuery = (generationId: string) =>
  queryOptions({
    queryKey: ['review-links', generationId],
    queryFn: ({ signal }) => server.reviews.links(generationId, { signal }),
  });

/** In words, for a heading and a button; undefined where nothing was said. */
export function summaryOf({ decisions, comments }: Reviews): string | undefined {
  const approved = decisions.filter(({ decision }) => decision === 'APPROVED').length;
  const open = comments.filter(({ resolvedAt }) => resolvedAt === null).length;
  const parts = [
    approved > 0 ? `${approved} approved` : undefined,
    decisions.length > approved ? `${decisions.length - approved} rejected` : undefined,
    open > 0 ? `${open} ${open === 1 ? 'comment' : 'comments'}` : undefined,
    comments.length > open ? `${comments.length - open} done` : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(', ') : undefined;
}
