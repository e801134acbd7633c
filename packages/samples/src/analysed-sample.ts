import { readFile } from 'node:fs/promises';
import { type Analysis, type AssetRole, analysisSchema } from '@proofsheet/domain';
import { hardScenes, opaqueLogos } from './hard-scenes.ts';
import { IMAGES_FOLDER, type SampleImage, sampleImages } from './sample-images.ts';

/** A sample image with a recorded analysis, so that its pictures stay the same when ingest learns something new. */
export interface AnalysedSample {
  readonly name: string;
  readonly role: AssetRole;
  readonly bytes: Buffer;
  readonly analysis: Analysis;
  readonly cutout?: Buffer;
}

/** Where the analyses are recorded: `<name>.json`, and `<name>.webp` where there is a cut-out. */
export const ANALYSED_FOLDER = `${IMAGES_FOLDER}analysed/`;

/** All images that have a recorded analysis. */
export const analysedImages: readonly SampleImage[] = [...sampleImages, ...hardScenes, ...opaqueLogos];

/** Throws where there is no sample of that name. */
export async function analysedSample(name: string): Promise<AnalysedSample> {
  const sample = analysedImages.find((one) => one.name === name);
  if (!sample) throw new Error(`there is no sample image ${name}`);
  const [bytes, record, cutout] = await Promise.all([
    readFile(sample.path),
    readFile(`${ANALYSED_FOLDER}${name}.json`, 'utf8'),
    readFile(`${ANALYSED_FOLDER}${name}.webp`).catch(() => undefined),
  ]);
  const analysis = analysisSchema.parse(JSON.parse(record));
  return { name, role: sample.role, bytes, analysis, ...(cutout ? { cutout } : {}) };
}
