import { randomUUID } from 'node:crypto';
import {
  createAssets,
  createGeneration,
  createUser,
  type Db,
  type NewAsset,
  type NewGeneration,
  type NewOutput,
  newId,
} from '@proofsheet/database';
import { generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';

/** A user of its own; answers its id. */
export async function aUser(db: Db): Promise<string> {
  return (await createUser(db)).id;
}

/** A PENDING asset row without an object behind it; answers its id. */
export async function anAsset(db: Db, asset: Partial<NewAsset> & Pick<NewAsset, 'userId'>): Promise<string> {
  const id = asset.id ?? newId();
  const defaults = {
    id,
    role: 'PRODUCT',
    originalName: 'photo.jpg',
    mediaType: 'image/jpeg',
    bytes: 1000,
    width: 640,
    height: 480,
    sha256: randomUUID(),
    objectKey: objectKeys.original(id, 'image/jpeg'),
  } as const;
  await createAssets(db, [{ ...defaults, ...asset }]);
  return id;
}

/** A PENDING generation row of one thumbnail; answers its id. */
export async function aGeneration(
  db: Db,
  generation: Partial<NewGeneration> & Pick<NewGeneration, 'userId'>,
): Promise<string> {
  const id = generation.id ?? newId();
  const request = generationRequestSchema.parse({ kind: 'THUMBNAIL', copy: { headline: 'Hello' }, variants: 1 });
  const defaults = { id, kind: 'THUMBNAIL', spec: specOf(request), seed: 1, assets: [] } as const;
  await db.transaction().execute((tx) => createGeneration(tx, { ...defaults, ...generation }));
  return id;
}

/** What a worker hands in for one output, without an object behind it. */
export function anOutput(output: Partial<NewOutput> = {}): NewOutput {
  return {
    index: 0,
    variant: 0,
    template: 'hero',
    templateVersion: 1,
    format: 'youtube-thumbnail',
    width: 1280,
    height: 720,
    mediaType: 'image/jpeg',
    bytes: 1000,
    sha256: randomUUID(),
    objectKey: `generations/${randomUUID()}`,
    placeholder: 'YJqGPQw7sFlslqhFafSE+Q6oJ1h2iHB2Rw==',
    score: 1,
    report: {},
    ...output,
  };
}
