import { type Claim, generationAssets, type UsedAsset } from '@proofsheet/database';
import { awaitsIngest, Fault } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import { type OrderImage, proxySuffices } from '@proofsheet/render';
import { type IngestTools, ingestAsset } from '../ingest-asset.ts';
import type { AssetFiles } from './asset-files.ts';

type Order = Pick<Claim, 'id' | 'kind' | 'spec'>;

/**
 * The images of a generation's assets, in their order. Assets that await ingest are ingested here. An analysis that
 * runs again meanwhile may replace files after the row was read: then both are read once more.
 */
export async function loadImages(
  tools: IngestTools & { readonly assetFiles: AssetFiles },
  order: Order,
  signal: AbortSignal,
  log: Log,
): Promise<OrderImage[]> {
  let used = await generationAssets(tools.db, order.id);
  const waiting = used.filter(({ status }) => awaitsIngest(status));
  for (const { assetId } of waiting) {
    signal.throwIfAborted();
    await ingestAsset(tools, assetId, { signal, log });
  }
  if (waiting.length > 0) used = await generationAssets(tools.db, order.id);
  try {
    return await readImages(tools.assetFiles, order, used);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'not_found') throw error;
    return readImages(tools.assetFiles, order, await generationAssets(tools.db, order.id));
  }
}

/**
 * Large photographs are read as their proxy, where that suffices for the whole order: so every attempt reads the same
 * files.
 */
function readImages(files: AssetFiles, { kind, spec }: Order, used: readonly UsedAsset[]): Promise<OrderImage[]> {
  return Promise.all(
    used.map(async ({ assetId, role, masterKey, proxyKey, cutoutKey, analysis }, position) => {
      if (masterKey === null || analysis === null) throw rejected(assetId, position);
      const isProxy = proxyKey !== null && proxySuffices(analysis, { ...spec, kind });
      const key = isProxy ? proxyKey : masterKey;
      const cutout = cutoutKey !== null && analysis.cutout?.usable ? await files.get(cutoutKey) : undefined;
      return { role, bytes: await files.get(key), isProxy, analysis, cutout };
    }),
  );
}

function rejected(assetId: string, position: number): Fault {
  return new Fault('asset_rejected', `The asset ${assetId} was rejected; its own page says why.`, {
    field: `assets/${position}/assetId`,
  });
}
