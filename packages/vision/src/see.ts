import type { Analysis, UploadMediaType } from '@proofsheet/domain';
import { developImage } from './develop/develop-image.ts';

export interface SeenImage {
  readonly master: Buffer;
  readonly mediaType: UploadMediaType;
  readonly analysis: Analysis;
  /** The part of the image that the analysis bounds, with alpha; only where it was cut out and can be trusted. */
  readonly cutout?: { readonly bytes: Buffer; readonly mediaType: UploadMediaType };
}

export function see(bytes: Buffer): Promise<SeenImage> {
  return developImage(bytes);
}
