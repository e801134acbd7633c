import { keepHandCutout, newId, type UserId } from '@proofsheet/database';
import { isOutage, objectKeys } from '@proofsheet/domain';
import type { CutByHand } from '@proofsheet/vision';
import type { FastifyBaseLogger } from 'fastify';
import type { Dependencies } from '../dependencies.ts';
import { found } from '../ownership.ts';

type Stores = Pick<Dependencies, 'db' | 'storage'>;

interface Asset {
  readonly userId: UserId;
  readonly id: string;
}

/**
 * Stores the object first and then the row, so that a row never points at nothing; then the object that it replaces goes.
 * A crash between the steps leaves an object that no row names, which is collected, and so does an error of the commit,
 * which does not tell whether the row is there. A render that has read the row of before reads it again.
 */
export async function storeHandCutout(
  { db, storage }: Stores,
  asset: Asset,
  { image, ...handCutout }: CutByHand,
  log: FastifyBaseLogger,
): Promise<void> {
  const handCutoutKey = objectKeys.handCutout(asset.id, newId());
  await storage.put(handCutoutKey, image, { bytes: image.length, mediaType: 'image/png' });
  const replaced = await keepHandCutout(db, { ...asset, handCutout, handCutoutKey });
  await removeCutout(storage, replaced === undefined ? handCutoutKey : replaced.before, log);
  found(replaced, 'asset');
}

/** No row names it, so that it is never shown, where it cannot be removed now. */
export async function removeCutout(
  storage: Dependencies['storage'],
  key: string | null,
  log: FastifyBaseLogger,
): Promise<void> {
  if (key === null) return;
  await storage
    .remove([key])
    .catch((err: unknown) => log[isOutage(err) ? 'debug' : 'warn']({ err, key }, 'cut-out not removed'));
}
