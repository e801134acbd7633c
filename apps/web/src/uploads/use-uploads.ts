import type { AssetRole, GenerationRequest, WholeAsset } from '@proofsheet/client';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { DropItem } from 'react-aria-components';
import { type Me, meQuery } from '../server/session.ts';
import { droppedAddresses, droppedFiles } from './dropped-files.ts';
import { overall } from './overall.ts';
import type { Upload, UploadList } from './upload.ts';
import { UploadStore } from './upload-store.ts';

export interface Uploads {
  readonly list: readonly Upload[];
  /** How many of the files that were given last are in the list already. */
  readonly twice: number;
  /** What is there, as an order names it. */
  readonly ready: NonNullable<GenerationRequest['assets']>;
  add(files: readonly File[]): void;
  /** What was dropped: files, folders, or an image of another page. */
  drop(items: Iterable<DropItem>): Promise<void>;
  /** Takes an image that is there already. */
  use(asset: Pick<WholeAsset, 'id' | 'originalName' | 'role'>): void;
  setRole(id: string, role: AssetRole): void;
  remove(...ids: readonly string[]): void;
  /** Sends what did not arrive once more. */
  again(...ids: readonly string[]): void;
  clear(): void;
  /** What has been deleted meanwhile is no part of an order any more; answers its names. */
  leaveOutDeleted(): Promise<readonly string[]>;
}

type Actions = Omit<Uploads, 'list' | 'twice' | 'ready'>;

let store: UploadStore | undefined;
const actions = new Map<UploadList, Actions>();

/** The uploads of a list, whichever page asks. Files go up as they are given. */
export function useUploads(list: UploadList = 'order'): Uploads {
  const queries = useQueryClient();
  store ??= openStore(queries);
  const uploads = store;
  const own = useSyncExternalStore(uploads.subscribe, uploads.list).filter((upload) => upload.list === list);
  return {
    ...actionsOf(uploads, list),
    list: own,
    twice: uploads.twice,
    ready: own.flatMap(({ assetId, role, state }) =>
      assetId === undefined || state === 'refused' ? [] : [{ assetId, role }],
    ),
  };
}

/** The same functions each time. */
function actionsOf(uploads: UploadStore, list: UploadList): Actions {
  const known = actions.get(list) ?? {
    add: (files) => uploads.add(files, list),
    async drop(items) {
      const dropped = [...items];
      const files = await droppedFiles(dropped);
      if (files.length > 0) return uploads.add(files, list);
      for (const address of await droppedAddresses(dropped)) void uploads.fetch(address, list);
    },
    use: (asset) => uploads.use(asset, list),
    setRole: (id, role) => uploads.setRole(id, role),
    remove: (...ids) => uploads.remove(ids),
    again: (...ids) => uploads.again(ids),
    clear: () => uploads.remove(uploads.list().flatMap((upload) => (upload.list === list ? upload.id : []))),
    leaveOutDeleted: () => uploads.leaveOutDeleted(list),
  };
  actions.set(list, known);
  return known;
}

function openStore(queries: QueryClient): UploadStore {
  const opened = new UploadStore({
    changed: () => {
      void queries.invalidateQueries({ queryKey: ['assets'] });
      void queries.invalidateQueries({ queryKey: ['project'] });
    },
    signedOut: () => void queries.invalidateQueries(meQuery),
  });
  const known = () => queries.getQueryData<Me>(meQuery.queryKey)?.userId;
  let userId = known();
  opened.belongTo(userId);
  // Whoever signs in or out, in this tab or another one: it shows here.
  queries.getQueryCache().subscribe(({ query }) => {
    if (query.queryKey[0] !== meQuery.queryKey[0] || known() === userId) return;
    userId = known();
    opened.belongTo(userId);
  });
  opened.subscribe(() => overall.tell(opened.list()));
  return opened;
}
