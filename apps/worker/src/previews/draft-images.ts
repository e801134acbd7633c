import { type BegunPreview, type Db, previewAssets } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { type DraftCopy, draftCopy, type OrderImage, withCopies } from '@proofsheet/render';
import { LRUCache } from 'lru-cache';
import type { AssetFiles } from '../generation/asset-files.ts';

/** The images of drafts, small. Who edits shows the same ones again and again. */
export interface DraftImages {
  load(preview: Pick<BegunPreview, 'userId' | 'assets'>): Promise<OrderImage[]>;
}

/** A copy is about 100 KB; a cut-out may be several times that. */
const KEPT_BYTES = 32 * 1024 * 1024;

/** What a key names never changes, so what is kept is never out of date. */
export function openDraftImages({ db, assetFiles }: { readonly db: Db; readonly assetFiles: AssetFiles }): DraftImages {
  const copies = new LRUCache<string, DraftCopy>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ bytes }) => Math.max(1, bytes.length),
    fetchMethod: async (key) => draftCopy(await assetFiles.get(key)),
  });

  async function load({ userId, assets }: Pick<BegunPreview, 'userId' | 'assets'>): Promise<OrderImage[]> {
    const used = await previewAssets(db, { userId, assets });
    if (used.length < assets.length) throw new Fault('unknown_asset', GONE, { field: 'assets' });
    return Promise.all(
      used.map(async ({ role, masterKey, proxyKey, cutoutKey, analysis }, position) => {
        if (masterKey === null || analysis === null) throw notReady(position);
        // A logo is drawn so small that its file is no cost, and its edges are what it is.
        const whole = await (role === 'LOGO' ? unchanged(masterKey) : copies.forceFetch(proxyKey ?? masterKey));
        const cutout = cutoutKey !== null && analysis.cutout?.usable ? await copies.forceFetch(cutoutKey) : undefined;
        const isProxy = proxyKey !== null && role !== 'LOGO';
        const image = { role, bytes: whole.bytes, isProxy, analysis };
        return withCopies(image, { image: whole, ...(cutout ? { cutout } : {}) });
      }),
    );
  }

  async function unchanged(key: string): Promise<DraftCopy> {
    return { bytes: await assetFiles.get(key), share: 1 };
  }

  return { load };
}

const GONE = 'An asset of the preview was deleted.';

function notReady(position: number): Fault {
  return new Fault('asset_not_ready', 'An asset of the preview is not READY any more.', {
    field: `assets/${position}/assetId`,
  });
}
