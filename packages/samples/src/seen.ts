import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Analysis, type AssetRole, analysisSchema } from '@proofsheet/domain';
import { sampleImages } from './index.ts';

/** A sample image with what ingest sees in it, recorded: pictures of it stay the same when seeing learns something new. */
export interface SeenSample {
  readonly name: string;
  readonly role: AssetRole;
  readonly bytes: Buffer;
  readonly analysis: Analysis;
  readonly cutout?: Buffer;
}

/** Where what was seen is recorded: `<name>.json`, and `<name>.webp` where there is a cut-out. */
export const SEEN_FOLDER = fileURLToPath(new URL('../images/seen/', import.meta.url));

/** Throws where there is no sample of that name. */
export async function seenSample(name: string): Promise<SeenSample> {
  const sample = sampleImages.find((one) => one.name === name);
  if (!sample) throw new Error(`there is no sample image ${name}`);
  const [bytes, record, cutout] = await Promise.all([
    readFile(sample.path),
    readFile(`${SEEN_FOLDER}${name}.json`, 'utf8'),
    readFile(`${SEEN_FOLDER}${name}.webp`).catch(() => undefined),
  ]);
  const analysis = analysisSchema.parse(JSON.parse(record));
  return { name, role: sample.role, bytes, analysis, ...(cutout ? { cutout } : {}) };
}
