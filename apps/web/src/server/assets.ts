import type { Asset, AssetCorrection, AssetRole, Page, WholeAsset } from '@proofsheet/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** Which images are shown; it stands in the address. */
export interface AssetFilters {
  readonly role?: AssetRole | undefined;
}

const ROLES: ReadonlySet<unknown> = new Set<AssetRole>(['PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND']);

export function readAssetFilters({ role }: Record<string, unknown>): AssetFilters {
  return ROLES.has(role) ? { role: role as AssetRole } : {};
}

const PAGE = 100;
/** How often an image that is not analysed yet is looked at again, beside what events tell. */
const ANALYSIS_MS = 1500;

/** All images of the user, the newest first. */
export const assetsQuery = ({ role }: AssetFilters) =>
  infiniteQueryOptions({
    queryKey: ['assets', { role }],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Asset>>({
        method: 'GET',
        path: '/v1/assets',
        query: { role, limit: PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const assetQuery = (id: string) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: ({ signal }) => server.assets.get(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'PENDING' ? ANALYSIS_MS : false),
  });

/** At least so many pixels wide on this screen. A new analysis, and no correction, makes another one of it. */
export function assetImage({ id }: Pick<Asset, 'id'>, cssPixels: number): string {
  const wanted = Math.ceil(cssPixels * Math.min(window.devicePixelRatio, 2));
  return `/v1/assets/${id}/content?disposition=inline&width=${wanted}`;
}

export const assetDownload = ({ id }: Pick<Asset, 'id'>) => `/v1/assets/${id}/file`;

export const correctAsset = (id: string, correction: AssetCorrection): Promise<WholeAsset> =>
  server.assets.correct(id, correction);

/** A PNG over the whole image: white is subject. */
export function correctCutout(id: string, mask: Blob): Promise<WholeAsset> {
  return server.assets.correctCutout(id, mask);
}

export const resetCutout = (id: string): Promise<WholeAsset> => server.assets.resetCutout(id);

/** The subject alone as it is stored; undefined where there is none that may be used. */
export async function cutoutOf({ id, analysis }: WholeAsset): Promise<ImageBitmap | undefined> {
  if (!analysis?.cutout?.usable) return undefined;
  const answer = await fetch(`/v1/assets/${id}/cutout`);
  return answer.ok ? createImageBitmap(await answer.blob(), { premultiplyAlpha: 'none' }) : undefined;
}

/** With `force` the unfinished orders that use it are cancelled. */
export function deleteAsset(id: string, force: boolean): Promise<void> {
  return server.call({ method: 'DELETE', path: `/v1/assets/${id}`, query: { force: `${force}` } });
}
