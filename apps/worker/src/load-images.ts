import { generationAssets } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
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
  let used = await generationAssets(tools.db, generationId);
  const pending = used.filter(({ status }) => status === 'PENDING');
  for (const { assetId } of pending) {
    signal.throwIfAborted();
    await ingestAsset(tools, assetId, log);
  }
  if (pending.length > 0) used = await generationAssets(tools.db, generationId);
  return Promise.all(
    used.map(async ({ assetId, role, masterKey, analysis }, position) => {
      if (masterKey === null || analysis === null) throw rejected(assetId, position);
      return { role, bytes: await tools.storage.get(masterKey), analysis };
    }),
  );
}

function rejected(assetId: string, position: number): Fault {
  return new Fault('asset_rejected', `The asset ${assetId} was rejected; its own page says why.`, {
    field: `assets/${position}/assetId`,
  });
}
