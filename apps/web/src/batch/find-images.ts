import type { Asset } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { isolated } from '../controls/isolated.ts';
import { inWords, server } from '../server/client.ts';
import { type ImageName, imagesIn } from './requests.ts';
import type { Row } from './rows.ts';

/** As many as are looked through for a name. */
const MOST_LOOKED_AT = 2000;
const AT_ONCE = 4;

/** The user's images by what they are called, the newest of each name. */
export const namesQuery = queryOptions({
  queryKey: ['assets', { names: true }],
  queryFn: async ({ signal }) => {
    const names = new Map<string, string>();
    let left = MOST_LOOKED_AT;
    for await (const { id, originalName, status } of server.assets.list({ limit: 100 })) {
      signal.throwIfAborted();
      if (status !== 'REJECTED') for (const name of namesOf(originalName)) if (!names.has(name)) names.set(name, id);
      left -= 1;
      if (left === 0) break;
    }
    return names;
  },
});

/** With its ending and without. */
function namesOf(originalName: Asset['originalName']): string[] {
  const name = originalName.trim().toLowerCase();
  return [name, name.replace(/\.\w{2,5}$/, '')];
}

export interface FoundImages {
  /** Of each row, by its id; what is behind addresses is not there yet. */
  readonly assetIds: ReadonlyMap<number, readonly string[]>;
  readonly missing: readonly { readonly row: number; readonly message: string }[];
}

/** What the rows name, `fetched` being what has come from addresses. */
export function findImages(
  rows: readonly Row[],
  names: ReadonlyMap<string, string>,
  fetched: ReadonlyMap<string, string>,
): FoundImages {
  const missing: { row: number; message: string }[] = [];
  const idOf = (row: Row, image: ImageName): string[] => {
    if ('id' in image) return [image.id];
    const id = 'url' in image ? fetched.get(image.url) : names.get(image.name.toLowerCase());
    if (id === undefined && 'name' in image)
      missing.push({
        row: row.id,
        message: `You have no image called ${isolated(image.name)}. Upload it, or give its address.`,
      });
    return id === undefined ? [] : [id];
  };
  const assetIds = new Map(rows.map((row) => [row.id, imagesIn(row.image).flatMap((image) => idOf(row, image))]));
  return { assetIds, missing };
}

export interface Fetching {
  readonly done: number;
  readonly total: number;
}

/** Has the server fetch what rows name by address, each once. What cannot be fetched is told for its rows. */
export async function fetchImages(
  rows: readonly Row[],
  {
    fetched,
    projectId,
    onProgress,
  }: {
    readonly fetched: Map<string, string>;
    readonly projectId: string | undefined;
    readonly onProgress: (at: Fetching) => void;
  },
): Promise<FoundImages['missing']> {
  const users = Map.groupBy(
    rows.flatMap((row) =>
      imagesIn(row.image).flatMap((image) => ('url' in image ? [{ row: row.id, url: image.url }] : [])),
    ),
    ({ url }) => url,
  );
  const due = [...users.keys()].filter((url) => !fetched.has(url));
  const missing: { row: number; message: string }[] = [];
  let done = 0;
  const next = due.values();
  const work = async () => {
    for (const url of next) {
      await server.assets
        .import(url, { role: 'PRODUCT', projectId })
        .then(({ id }) => fetched.set(url, id))
        .catch((error) => {
          for (const { row } of users.get(url) ?? []) missing.push({ row, message: inWords(error) });
        });
      done += 1;
      onProgress({ done, total: due.length });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return missing;
}
