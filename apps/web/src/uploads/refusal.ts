import { ApiError } from '@proofsheet/client';
import { inWords } from '../server/client.ts';

/** What one upload may have; the server has the last word. */
const MOST_BYTES = 50_000_000;

const TAKEN = /^image\/(jpeg|png|webp)$/;
const HEIC =
  'An iPhone’s HEIC is not taken. Send it as JPEG: in Settings, Camera, Formats choose “Most Compatible”, or export it.';
const AVIF = 'AVIF is not taken. Open it and save it as JPEG, PNG or WebP.';

/** What people drop beside photographs, and what to do with it. */
const OTHERS: readonly (readonly [type: RegExp, name: RegExp, advice: string])[] = [
  [/hei[cf]/, /\.(heic|heif|hif)$/i, HEIC],
  [/avif/, /\.avif$/i, AVIF],
  [/pdf|postscript/, /\.(pdf|ai|eps)$/i, 'A document is not taken. Export the page, or its picture, as PNG or JPEG.'],
  [/svg/, /\.svgz?$/i, 'SVG is not taken. Export it as PNG, 2000 pixels wide, with a transparent ground.'],
  [/photoshop/, /\.(psd|psb|xcf|afphoto|sketch|fig)$/i, 'Layers are not taken. Export it as PNG or JPEG.'],
  [/^image\/gif/, /\.gif$/i, 'GIF is not taken. Save the picture of it as PNG.'],
  [/tiff|dng|x-adobe/, /\.(tiff?|dng|cr[23]|nef|arw|raf|orf|rw2)$/i, 'This format is not taken. Export it as JPEG.'],
  [/^video\//, /\.(mp4|mov|m4v|avi|mkv|webm)$/i, 'A film is not taken. Take a still of it, and send that.'],
];

/** Why a file is not even sent, and what to do. Undefined: it is. */
export function refusalOf({ type, name, size }: Pick<File, 'type' | 'name' | 'size'>): string | undefined {
  const advice = OTHERS.find(([ofType, ofName]) => ofType.test(type) || ofName.test(name))?.[2];
  if (advice !== undefined) return advice;
  const unknown = type === '' && !/\.\w+$/.test(name);
  if (!TAKEN.test(type) && !/\.(jpe?g|png|webp)$/i.test(name) && !unknown)
    return 'Only JPEG, PNG and WebP images are taken.';
  if (size === 0) return 'The file is empty. If it is in a cloud, wait until it is on this machine.';
  if (size > MOST_BYTES)
    return `The file has ${Math.ceil(size / 1e6)} MB, and at most ${MOST_BYTES / 1e6} are taken. Export it smaller, or as JPEG.`;
  return undefined;
}

const REMEDIES: Readonly<Record<string, string>> = {
  upload_not_an_image: 'Open it, export it again, and send that.',
  upload_too_many_pixels: 'Export it with 8000 pixels on its longer side: no picture shows more.',
  upload_bit_depth_not_taken: 'Save it with 8 or 16 bits.',
};

/** What the server says of a file, and what to do about it. */
export function refusedInWords(error: unknown): string {
  const told = inWords(error);
  if (!(error instanceof ApiError)) return told;
  if (error.code === 'upload_type_not_taken' && /hei[cf]/.test(told)) return HEIC;
  if (error.code === 'upload_type_not_taken' && /avif/.test(told)) return AVIF;
  return withRemedy(error.code, told);
}

/** An image that came and could not be read. */
export function withRemedy(code: string, message: string): string {
  const remedy = REMEDIES[code];
  return remedy === undefined ? message : `${message} ${remedy}`;
}
