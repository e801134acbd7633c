import { release } from '@proofsheet/raster';
import sharp from 'sharp';

interface Size {
  readonly width: number;
  readonly height: number;
}

const JPEG = { quality: 85 } as const;

/** The least that one picture of a photograph costs: decode, crop and encode, without drawing on it. */
export function bareSharp(photo: Buffer, size: Size): Promise<Buffer> {
  return sharp(photo).resize(size).jpeg(JPEG).toBuffer();
}

/** The least that four pictures of one photograph cost: one decode, four crops and encodes. */
export async function bareSharpFour(photo: Buffer, { width, height }: Size): Promise<void> {
  const { data, raw } = await decoded(photo, { width, height: (width * 3) / 4 });
  for (let crop = 0; crop < 4; crop++) {
    const top = Math.floor(((raw.height - height) * crop) / 3);
    await sharp(data, { raw }).extract({ left: 0, top, width, height }).jpeg(JPEG).toBuffer();
  }
  release(data);
}

/** The least that pictures of one photograph in several sizes cost: one decode for all, a crop and encode for each. */
export async function bareSharpSet(photo: Buffer, photoSize: Size, sizes: readonly Size[]): Promise<void> {
  const scales = sizes.map(({ width, height }) => Math.max(width / photoSize.width, height / photoSize.height));
  const scale = Math.max(...scales);
  const covering = { width: Math.ceil(photoSize.width * scale), height: Math.ceil(photoSize.height * scale) };
  const { data, raw } = await decoded(photo, covering);
  for (const { width, height } of sizes) await sharp(data, { raw }).resize(width, height).jpeg(JPEG).toBuffer();
  release(data);
}

async function decoded(photo: Buffer, size: Size) {
  const { data, info } = await sharp(photo).resize(size).raw().toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}
