import type { Db } from '@proofsheet/database';
import type { Queues } from '@proofsheet/queue';
import type { Renderer } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';
import type { Vision } from '@proofsheet/vision';
import type { AssetFiles } from './asset-files.ts';

/** Everything that a generation is made with. */
export interface GenerationTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly assetFiles: AssetFiles;
  readonly vision: Pick<Vision, 'analyse'>;
  readonly queues: Queues;
  readonly renderer: Renderer;
  readonly leaseSeconds: number;
}
