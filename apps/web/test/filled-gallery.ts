import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { claimGeneration, completeGeneration, type NewOutput, newId } from '@proofsheet/database';
import { generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';
import { connectStorage } from '@proofsheet/storage';
import { aGeneration, anOutput } from '@proofsheet/testkit';
import { sql } from 'kysely';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { inject } from 'vitest';
import type { Gallery } from './gallery.ts';

const GOLDENS = fileURLToPath(new URL('../../../packages/render/goldens/', import.meta.url));
/** The time that stands still on pages that are photographed, and two minutes before it, when all was ordered. */
export const NOW = new Date('2026-06-15T09:30:00Z');
export const MADE = new Date(NOW.getTime() - 120_000);

interface Golden {
  readonly file: string;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly score: number;
  readonly report?: object;
}

const wide = (template: string, sample: string, score: number, report?: object): Golden => ({
  ...{ file: `thumbnail/${template}/wide-${sample}.webp`, score },
  ...{ format: 'youtube-thumbnail', width: 1280, height: 720 },
  ...(report ? { report } : {}),
});
const square = (template: string, score: number): Golden => ({
  ...{ file: `ad/${template}/square-short.webp`, format: 'square', width: 1080, height: 1080, score },
});

const THUMBNAILS = [
  wide('spotlight', 'short', 0.97),
  wide('split', 'short', 0.94),
  wide('shout', 'german', 0.88),
  wide('poster', 'short', 0.71, {
    findings: [
      {
        code: 'low_contrast',
        severity: 'warning',
        message: 'The headline has a contrast of 3.10.',
        value: 3.1,
        limit: 4.5,
      },
    ],
  }),
];
const ADS = [square('hero', 0.96), square('stage', 0.93), square('minimal', 0.9)];

/** Answers the generation of the thumbnails. Its pictures are goldens, which are the same wherever they are looked at. */
export async function fillGallery(gallery: Gallery): Promise<string> {
  await complete(gallery, 'AD', { headline: 'Hear every detail' }, ADS);
  return complete(gallery, 'THUMBNAIL', { headline: 'I tried **everything**' }, THUMBNAILS);
}

/** An order of two thumbnails, of a project or a batch. */
export function fillOrder(
  gallery: Gallery,
  headline: string,
  of: { readonly projectId?: string; readonly batchId?: string },
): Promise<string> {
  return complete(gallery, 'THUMBNAIL', { headline }, THUMBNAILS.slice(0, 2), of);
}

async function complete(
  { db, userId }: Gallery,
  kind: 'AD' | 'THUMBNAIL',
  copy: { readonly headline: string },
  goldens: readonly Golden[],
  of: { readonly projectId?: string; readonly batchId?: string } = {},
): Promise<string> {
  const shared = inject('gallery');
  if (shared === null) throw new Error('There is no system to fill.');
  const storage = connectStorage(shared.storage);
  const formats = [...new Set(goldens.map(({ format }) => format))];
  const spec = specOf(generationRequestSchema.parse({ kind, copy, variants: goldens.length, formats }));
  const id = await aGeneration(db, { userId, kind, spec, ...of });
  const claim = await claimGeneration(db, { id, leaseSeconds: 60 });
  if (claim === undefined) throw new Error(`The generation ${id} is somebody else's.`);
  // Lists follow the ids, the newest first: one after the other, the first of the sheet is the first of all pictures.
  const outputs: NewOutput[] = [];
  for (const [index, golden] of goldens.entries()) outputs.push(await stored(id, claim.attempt, golden, index));
  await completeGeneration(db, { id, attempt: claim.attempt, outputs });
  await sql`update "Generation" set "createdAt" = ${MADE} where "id" = ${id}`.execute(db);
  return id;

  async function stored(generation: string, attempt: number, golden: Golden, index: number): Promise<NewOutput> {
    const { file, ...facts } = golden;
    const bytes = await readFile(`${GOLDENS}${file}`);
    const objectKey = objectKeys.output(generation, attempt, index, 'image/webp');
    await storage.put(objectKey, bytes, { bytes: bytes.length, mediaType: 'image/webp' });
    const template = file.split('/')[1] ?? '';
    const placeholder = await placeholderOf(bytes);
    const more = {
      id: newId(),
      index,
      variant: index,
      template,
      mediaType: 'image/webp',
      bytes: bytes.length,
    } as const;
    return anOutput({ ...facts, ...more, objectKey, placeholder });
  }
}

async function placeholderOf(picture: Buffer): Promise<string> {
  const small = sharp(picture).resize(100, 100, { fit: 'inside' }).ensureAlpha().raw();
  const { data, info } = await small.toBuffer({ resolveWithObject: true });
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64');
}
