import type { WholeAsset } from '@proofsheet/client';
import { server } from '../server/client.ts';

const PAUSE_MS = 400;
/** One that takes longer lets the others pass. */
const LOOKS = 40;

/**
 * Looks what the server sees in images that have come, one after the other as they are analysed: hundreds ask no more often
 * than one.
 */
export function watchAnalyses(seen: (asset: WholeAsset) => void): (assetId: string) => void {
  const waiting: string[] = [];
  let watching = false;

  async function watch(): Promise<void> {
    watching = true;
    while (waiting.length > 0) {
      const assetId = waiting.shift() as string;
      const asset = await settled(assetId).catch(() => undefined);
      if (asset?.status === 'PENDING') waiting.push(assetId);
      else if (asset) seen(asset);
    }
    watching = false;
  }

  return (assetId) => {
    waiting.push(assetId);
    if (!watching) void watch();
  };
}

async function settled(assetId: string): Promise<WholeAsset> {
  for (let left = LOOKS; ; left -= 1) {
    const asset = await server.assets.get(assetId);
    if (asset.status !== 'PENDING' || left === 0) return asset;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}
