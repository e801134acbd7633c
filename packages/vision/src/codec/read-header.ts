import { Fault, LIMITS, UPLOAD_MEDIA_TYPES, type UploadMediaType } from '@proofsheet/domain';
import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import sharp from 'sharp';
import { unreadable } from './unreadable.ts';

export interface ImageHeader {
  readonly mediaType: UploadMediaType;
  /** Pixels as the viewer sees them: an EXIF turn is already counted in. */
  readonly width: number;
  readonly height: number;
}

/**
 * What a file says of itself, without decoding a pixel: a path is read only as far as its header, so a huge file costs
 * no memory. Throws `upload_type_not_taken`, `upload_not_an_image` or `upload_too_many_pixels`.
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
  return { mediaType, width, height };
}

/** The first bytes decide; the name and the client's Content-Type are never asked. */
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
