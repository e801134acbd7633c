import { assetForIngest, generationAssets } from '@proofsheet/database';
import { analysisSchema, Fault } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import type { RenderOrder } from '@proofsheet/render';
import { type IngestTools, ingestAsset } from './ingest-asset.ts';

/** The masters of a generation's assets, in their order. Assets that ingest has not come to yet are ingested here. */
export async function loadImages(
  tools: IngestTools,
  generationId: string,
  signal: AbortSignal,
  log: Log,
): Promise<RenderOrder['images']> {
  const used = await generationAssets(tools.db, generationId);
  for (const { assetId, status } of used) {
    signal.throwIfAborted();
    if (status === 'PENDING') await ingestAsset(tools, assetId, log);
  }
  return Promise.all(
    used.map(async ({ assetId, role }, position) => {
      const asset = await assetForIngest(tools.db, assetId);
      if (asset?.status !== 'READY' || asset.masterKey === null) throw rejected(assetId, position);
      return { role, bytes: await tools.storage.get(asset.masterKey), analysis: analysisSchema.parse(asset.analysis) };
    }),
  );
}

function rejected(assetId: string, position: number): Fault {
  return new Fault('asset_rejected', `The asset ${assetId} was rejected; its own page says why.`, {
    field: `assets/${position}/assetId`,
  });
}
