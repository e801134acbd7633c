import type { Asset, Page, WholeAsset } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { isGone, server } from './client.ts';

/** More than anybody chooses among. */
const MOST = 48;
const LOOK_MS = 700;

/** The user's logos, the newest first. */
export const logosQuery = queryOptions({
  queryKey: ['assets', { role: 'LOGO' }],
  queryFn: async ({ signal }) => {
    const query = { role: 'LOGO', status: 'READY', limit: MOST };
    return (await server.call<Page<Asset>>({ method: 'GET', path: '/v1/assets', query, signal })).items;
  },
});

/** One of them; asked for until the server has looked at it. Null: it was deleted. */
export const logoQuery = (id: string) =>
  queryOptions({
    queryKey: ['asset', id],
    queryFn: ({ signal }): Promise<WholeAsset | null> =>
      server.assets.get(id, { signal }).catch((error) => {
        if (isGone(error)) return null;
        throw error;
      }),
    refetchInterval: ({ state: { data } }) => (data?.status === 'PENDING' ? LOOK_MS : false),
  });

/** Without the plain ground that it stands on, where it was told from it: so it is shown in pictures. */
export function logoAddress({ id, ...asset }: Pick<Asset, 'id'> & Partial<Pick<WholeAsset, 'cutoutUrl'>>): string {
  return asset.cutoutUrl ? `/v1/assets/${id}/cutout` : `/v1/assets/${id}/file?disposition=inline`;
}
