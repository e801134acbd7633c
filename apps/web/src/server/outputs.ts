import type { Output, Page } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';
import { type OutputFilters, queryOf } from './output-filters.ts';

const PAGE = 100;

/** A page of the list: of which proportions its images are, and what it is read by. */
export interface OutlinedPage {
  readonly id: string;
  readonly cursor: string | null;
  /** When its newest image was made. */
  readonly createdAt: string;
  readonly ratios: readonly number[];
  /** Those that came while the list was open are there with it. */
  readonly items?: readonly Output[];
}

/** Before the filters in the key of each outline, and of each page. */
export const OUTLINES = ['outputs', 'outline'] as const;
const PAGES = ['outputs', 'page'] as const;

/** The whole list of the user's finished images in little, the newest first: all of it is laid out at once. */
export const outlineQuery = (filters: OutputFilters) =>
  queryOptions({
    queryKey: [...OUTLINES, filters],
    queryFn: async ({ signal }): Promise<readonly OutlinedPage[]> => {
      const { pages } = await server.call<{ pages: Omit<OutlinedPage, 'id'>[] }>({
        method: 'GET',
        path: '/v1/outputs/outline',
        query: { ...queryOf(filters), limit: PAGE },
        signal,
      });
      return pages.map((page) => ({ ...page, id: page.cursor ?? 'newest' }));
    },
  });

/** One page of it, when it is looked at. */
export const pageQuery = (filters: OutputFilters, { id, cursor, ratios, items }: OutlinedPage) =>
  queryOptions({
    queryKey: [...PAGES, filters, id, ratios.length],
    queryFn: async ({ signal }): Promise<readonly Output[]> => {
      const query = { ...queryOf(filters), limit: ratios.length, cursor: cursor ?? undefined };
      const page = await server.call<Page<Output>>({ method: 'GET', path: '/v1/outputs', query, signal });
      return page.items;
    },
    staleTime: Number.POSITIVE_INFINITY,
    ...(items ? { initialData: items } : {}),
  });

/** The images of one generation that a view shows, the newest first. */
export async function outputsOf(filters: OutputFilters, generationId: string): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...queryOf(filters), generationId, limit: PAGE, cursor };
    const page = await server.call<Page<Output>>({ method: 'GET', path: '/v1/outputs', query });
    outputs.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return outputs;
}

/**
 * A smaller one of the image, at least so many pixels wide on this screen. Until its generation is completed an image has
 * no other address than its own.
 */
export function previewOf({ id, width, url }: Output, cssPixels: number, completed = true): string {
  if (!completed) return url;
  const wanted = Math.ceil(cssPixels * Math.min(window.devicePixelRatio, 2));
  return wanted >= width ? wholeOf(id) : `${wholeOf(id)}&width=${wanted}`;
}

/** The image as it is, shown by the browser. */
export function wholeOf(id: string): string {
  return `/v1/outputs/${id}/content?disposition=inline`;
}

export async function setFavourite({ id }: Output, favourite: boolean): Promise<Output> {
  return server.call<Output>({ method: 'PATCH', path: `/v1/outputs/${id}`, json: { favourite } });
}

export const downloadOf = ({ id }: Output) => `/v1/outputs/${id}/file`;
