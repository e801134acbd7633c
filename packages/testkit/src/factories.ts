import { randomUUID } from 'node:crypto';
import {
  beginAnalysis,
  createAssets,
  createGeneration,
  createUser,
  type Db,
  type FinishedAnalysis,
  finishAnalysis,
  type NewAsset,
  type NewGeneration,
  type NewOutput,
  newId,
} from '@proofsheet/database';
import {
  type Analysis,
  analysisSchema,
  type Cutout,
  generationRequestSchema,
  objectKeys,
  specOf,
} from '@proofsheet/domain';
import sharp from 'sharp';
import { drawnOnce } from './drawn-once.ts';

/** A new user; answers its id. */
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

/** What the first version of ingest would have found, and whatever the test adds. */
export function anAnalysis(analysis: Partial<Analysis> = {}): Analysis {
  return analysisSchema.parse({
    version: 1,
    ...{ width: 640, height: 480, hasAlpha: false, lightness: 0.5, placeholder: 'p' },
    focus: { x: 0.5, y: 0.5 },
    bounds: { x: 0, y: 0, width: 1, height: 1 },
    palette: [{ hex: '#1d3557', share: 1 }],
    ...analysis,
  });
}

/** A cut-out that may be shown, of the middle of the image. */
export function aCutout(cutout: Partial<Cutout> = {}): Cutout {
  return {
    by: 'plain-ground',
    bounds: { x: 0.25, y: 0.25, width: 0.5, height: 0.5 },
    touches: { left: 0, top: 0, right: 0, bottom: 0 },
    confidence: 0.9,
    parts: { area: 0.9, edge: 0.9, agreement: 0.9 },
    usable: true,
    ...cutout,
  };
}

/** Brings a PENDING asset to READY as a worker does, without objects behind it. */
export async function makeReady(db: Db, id: string, finished: Partial<FinishedAnalysis> = {}): Promise<void> {
  const begun = await beginAnalysis(db, { id });
  if (!begun) throw new Error(`The asset ${id} is not PENDING`);
  const masterKey = objectKeys.master(id, newId(), 'image/jpeg');
  await finishAnalysis(db, begun, { analysis: anAnalysis(), masterKey, proxyKey: null, cutoutKey: null, ...finished });
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

/** What a worker records of one output, without an object behind it. */
export function anOutput(output: Partial<NewOutput> = {}): NewOutput {
  return {
    id: newId(),
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

/** A JPEG with a ground, some light and one bright square: enough for colours, focus and cropping to have a result. */
export function aPhoto({ width = 1600, height = 1200 } = {}): Promise<Buffer> {
  return drawPhoto(width, height);
}

const drawPhoto = drawnOnce((width: number, height: number) => {
  const ground = sharp({ create: { width: 2, height: 2, channels: 3, background: '#1d3557' } })
    .linear([1.6, 1.2, 0.9], [20, 10, 30])
    .resize(width, height, { fit: 'fill' });
  const side = Math.round(Math.min(width, height) / 3);
  const square = { create: { width: side, height: side, channels: 3 as const, background: '#f4a261' } };
  return ground
    .composite([{ input: square, left: Math.round(width * 0.55), top: Math.round(height * 0.4) }])
    .jpeg()
    .toBuffer();
});
