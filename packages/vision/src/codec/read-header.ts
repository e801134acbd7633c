import { Fault, LIMITS, UPLOAD_MEDIA_TYPES, type UploadMediaType } from '@proofsheet/domain';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import sharp from 'sharp';

export interface ImageHeader {
  readonly mediaType: UploadMediaType;
  /** Of the upright image, its EXIF orientation applied. */
  readonly width: number;
  readonly height: number;
}

/**
 * What the header of a file says, without decoding a pixel. A file given by path is read only as far as its header, so
 * a huge one costs no memory. Throws `upload_type_not_taken`, `upload_not_an_image`, `upload_too_many_pixels` or
 * `upload_too_flat`.
 */
export async function readHeader(file: string | Buffer): Promise<ImageHeader> {
  const mediaType = await mediaTypeByMagic(file);
  const metadata = await sharp(file, { limitInputPixels: false })
    .metadata()
    .catch((error: unknown) => {
      throw unreadable(error);
    });
  const { width, height } = metadata.autoOrient;
  if (width * height > LIMITS.uploadPixels) throw tooManyPixels(width, height);
  if (Math.max(width, height) > LIMITS.uploadAspect * Math.min(width, height)) throw tooFlat(width, height);
  return { mediaType, width, height };
}

/** By the first bytes; the file's name and the client's Content-Type do not count. */
async function mediaTypeByMagic(file: string | Buffer): Promise<UploadMediaType> {
  const found = await (typeof file === 'string' ? fileTypeFromFile(file) : fileTypeFromBuffer(file));
  const mime = found?.mime === 'image/apng' ? 'image/png' : found?.mime;
  const taken = UPLOAD_MEDIA_TYPES.find((type) => type === mime);
  if (taken) return taken;
  throw new Fault(
    'upload_type_not_taken',
    `The file is ${mime ?? 'of an unknown type'}; JPEG, PNG and WebP images are taken.`,
  );
}

function tooManyPixels(width: number, height: number): Fault {
  const megapixels = (pixels: number) => `${(pixels / 1e6).toFixed(1).replace(/\.0$/, '')} megapixels`;
  return new Fault(
    'upload_too_many_pixels',
    `The image has ${width}x${height} pixels (${megapixels(width * height)}); at most ${megapixels(LIMITS.uploadPixels)} are taken.`,
  );
}

function tooFlat(width: number, height: number): Fault {
  const [longer, than] = width > height ? ['wide', 'high'] : ['high', 'wide'];
  const times = Math.round(Math.max(width, height) / Math.min(width, height));
  return new Fault(
    'upload_too_flat',
    `The image has ${width}x${height} pixels and is ${times} times as ${longer} as ${than}: a picture could show only a ` +
      `blur of it. At most ${LIMITS.uploadAspect} times is taken; crop the part that is to be seen.`,
  );
}

/** The decoder's message may quote the file, so it is the cause, for the log, and never reaches the client. */
export function unreadable(cause: unknown): Fault {
  const precision = /Unsupported JPEG data precision (\d+)/.exec(String(cause))?.[1];
  if (precision) {
    const message = `The JPEG has ${precision} bits a channel; 8 are taken. Save it as an 8-bit JPEG or a PNG.`;
    return new Fault('upload_bit_depth_not_taken', message, { cause });
  }
  return new Fault('upload_not_an_image', 'The file is damaged, cut off or no image; it cannot be decoded.', { cause });
}
