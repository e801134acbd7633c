import { generationAssets } from '@proofsheet/database';
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
  const submitted = await generationAssets(tools.db, generationId);
  for (const asset of submitted) {
    signal.throwIfAborted();
    if (asset.status === 'PENDING') await ingestAsset(tools, asset.assetId, log);
  }
  const assets = await generationAssets(tools.db, generationId);
  return Promise.all(
    assets.map(async ({ assetId, role, status, masterKey, analysis }, position) => {
      if (status !== 'READY' || masterKey === null) throw rejected(assetId, position);
      return { role, bytes: await tools.storage.get(masterKey), analysis: analysisSchema.parse(analysis) };
    }),
  );
}

function rejected(assetId: string, position: number): Fault {
  return new Fault('asset_rejected', `The asset ${assetId} was rejected; its own page says why.`, {
    field: `assets/${position}/assetId`,
  });
}
