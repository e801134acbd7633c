import type { FontMediaType } from './fonts.ts';
import { fileExtension, type OutputMediaType, type UploadMediaType } from './kinds.ts';

/** The folders of what has objects, in the order of their names. What lies elsewhere is not ours. */
export const OBJECT_FOLDERS = ['assets', 'fonts', 'generations', 'uploads'] as const;
export type ObjectFolder = (typeof OBJECT_FOLDERS)[number];

/** The keys of objects: all below their asset, font or generation, so that a prefix lists what belongs together. */
export const objectKeys = {
  original: (assetId: string, mediaType: UploadMediaType) => `assets/${assetId}/original.${fileExtension(mediaType)}`,
  /** Each analysis of an asset writes new files: what a row names never changes under a render that reads it. */
  master: (assetId: string, analysisId: string, mediaType: UploadMediaType) =>
    `assets/${assetId}/${analysisId}/master.${fileExtension(mediaType)}`,
  /** A smaller copy of a large master. */
  proxy: (assetId: string, analysisId: string) =>
    `assets/${assetId}/${analysisId}/proxy.${fileExtension('image/jpeg')}`,
  /** The subject alone, where it was cut out of an image without alpha. */
  cutout: (assetId: string, analysisId: string, mediaType: UploadMediaType) =>
    `assets/${assetId}/${analysisId}/cutout.${fileExtension(mediaType)}`,
  /** The subject alone, by a mask that a person has drawn; each mask makes a new one. */
  handCutout: (assetId: string, cutoutId: string) => `assets/${assetId}/${cutoutId}/by-hand.png`,
  /** What a client sends itself. It may be overwritten as long as its address works, so an asset is never made of it in place. */
  upload: (uploadId: string, mediaType: UploadMediaType) => `uploads/${uploadId}/file.${fileExtension(mediaType)}`,
  font: (fontId: string, mediaType: FontMediaType) => `fonts/${fontId}/font.${mediaType.slice('font/'.length)}`,
  /** The attempt is part of the key: a worker that lost its lease can never overwrite its successor's file. */
  output: (generationId: string, attempt: number, index: number, mediaType: OutputMediaType) =>
    `generations/${generationId}/${attempt}/${index}.${fileExtension(mediaType)}`,
  /** A smaller one of an output, or of an asset's master. `outputObjects` and `assetObjects` of the database write it likewise. */
  rendition: (key: string, width: number) => key.replace(/(\.\w+)$/, `-w${width}$1`),
};

/** The widths in which outputs and assets are given besides their own: few, so that nobody has thousands of files made of one. */
export const RENDITION_WIDTHS = [160, 320, 480, 640, 960, 1280, 1920] as const;

/** The objects of one row of `Asset`, `Font`, `Generation` or `AssetUpload`. */
export interface ObjectOwner {
  readonly id: string;
  /** The objects that the row names, or its outputs do. */
  readonly keys: readonly string[];
  /** The attempt that is at work: no row names its objects yet. */
  readonly working?: number | undefined;
}

/** What a key says of the row that its object belongs to. */
export interface ParsedObjectKey {
  readonly folder: ObjectFolder;
  readonly ownerId: string;
  /** Of a generation's object. */
  readonly attempt?: number;
}

const ID = '([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})';
const UPLOAD_KEY = new RegExp(`^(assets|fonts|uploads)/${ID}/.`);
const OUTPUT_KEY = new RegExp(`^generations/${ID}/(\\d+)/.`);

/** Undefined for keys that `objectKeys` does not make. */
export function parseObjectKey(key: string): ParsedObjectKey | undefined {
  const [, folder, uploadId] = UPLOAD_KEY.exec(key) ?? [];
  if (uploadId) return { folder: folder as ObjectFolder, ownerId: uploadId };
  const [, generationId, attempt] = OUTPUT_KEY.exec(key) ?? [];
  return generationId ? { folder: 'generations', ownerId: generationId, attempt: Number(attempt) } : undefined;
}
