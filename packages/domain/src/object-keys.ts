import type { FontMediaType } from './fonts.ts';
import { fileExtension, type OutputMediaType, type UploadMediaType } from './kinds.ts';

/** Object keys, all below the user's asset, font or generation, so that a prefix lists what belongs together. */
export const objectKeys = {
  original: (assetId: string, mediaType: UploadMediaType) => `assets/${assetId}/original.${fileExtension(mediaType)}`,
  /** Each look at an asset writes files of its own: what a row names is never changed under a render that reads it. */
  master: (assetId: string, look: string, mediaType: UploadMediaType) =>
    `assets/${assetId}/${look}/master.${fileExtension(mediaType)}`,
  /** A smaller copy of a large master. */
  proxy: (assetId: string, look: string) => `assets/${assetId}/${look}/proxy.${fileExtension('image/jpeg')}`,
  /** The subject alone, where it was cut out of an image without alpha. */
  cutout: (assetId: string, look: string, mediaType: UploadMediaType) =>
    `assets/${assetId}/${look}/cutout.${fileExtension(mediaType)}`,
  font: (fontId: string, mediaType: FontMediaType) => `fonts/${fontId}/font.${mediaType.slice('font/'.length)}`,
  /** The attempt is part of the key: a worker that lost its lease can never overwrite its successor's file. */
  output: (generationId: string, attempt: number, index: number, mediaType: OutputMediaType) =>
    `generations/${generationId}/${attempt}/${index}.${fileExtension(mediaType)}`,
};
