import type { OutputMediaType } from '@proofsheet/domain';
import sharp from 'sharp';

/** Small pictures are looked at, not printed: about as good as what platforms make of a large one. */
const OPTIONS = {
  'image/jpeg': ['jpeg', { quality: 82, mozjpeg: true }],
  'image/png': ['png', { compressionLevel: 9 }],
  'image/webp': ['webp', { quality: 82 }],
  'image/avif': ['avif', { quality: 60, effort: 3 }],
} as const satisfies Record<OutputMediaType, readonly [string, object]>;

/** The same picture at that width, in the same media type. */
export function makeRendition(picture: Buffer, { width, mediaType }: { width: number; mediaType: OutputMediaType }) {
  // Outputs are ours. Uploads are read as files, and no AVIF among them is opened.
  sharp.unblock({ operation: ['VipsForeignLoadHeifBuffer'] });
  const [format, options] = OPTIONS[mediaType];
  return sharp(picture).resize({ width, withoutEnlargement: true }).toFormat(format, options).toBuffer();
}
