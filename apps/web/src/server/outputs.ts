import type { GenerationKind, Output, Page } from '@proofsheet/client';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** Which pictures are shown; it stands in the address, so that a view can be kept and sent. */
export interface OutputFilters {
  readonly kind?: GenerationKind | undefined;
  readonly favourite?: true | undefined;
}

export function readFilters(search: Record<string, unknown>): OutputFilters {
  const { kind, favourite } = search;
  return {
    ...(kind === 'THUMBNAIL' || kind === 'AD' ? { kind } : {}),
    ...(favourite === true || favourite === 'true' ? { favourite: true } : {}),
  };
}

const PAGE = 100;

/** All finished images of the user, the newest first. */
export const outputsQuery = ({ kind, favourite }: OutputFilters) =>
  infiniteQueryOptions({
    queryKey: ['outputs', { kind, favourite }],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Output>>({
        method: 'GET',
        path: '/v1/outputs',
        query: { kind, favourite: favourite && 'true', limit: PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/**
 * A smaller one of the image, at least so many pixels wide on this screen. Until its generation is completed an image has
 * no other address than its own.
 */
export function previewOf({ id, width, url }: Output, cssPixels: number, completed = true): string {
  if (!completed) return url;
  const wanted = Math.ceil(cssPixels * Math.min(window.devicePixelRatio, 2));
  return wanted >= width
    ? `/v1/outputs/${id}/content?disposition=inline`
    : `/v1/outputs/${id}/content?disposition=inline&width=${wanted}`;
}

export async function setFavourite({ id }: Output, favourite: boolean): Promise<Output> {
  return server.call<Output>({ method: 'PATCH', path: `/v1/outputs/${id}`, json: { favourite } });
}

export const downloadOf = ({ id }: Output) => `/v1/outputs/${id}/file`;
