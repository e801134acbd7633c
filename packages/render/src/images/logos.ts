import type { Rgb } from '@proofsheet/raster';
import { boxOfInk, isBadge, keyGround, type LogoPixels } from './key-ground.ts';
import { openLazyImage } from './lazy-image.ts';
import { hasCutout, type OrderImage } from './order-image.ts';
import type { Demand } from './resolution.ts';
import { cutoutSource, opaqueSource, type Source } from './sources.ts';

/** A logo without the ground that it was uploaded on, trimmed to its ink. */
export interface Logo extends LogoPixels {
  /** Its size as a share of the size of the stored file: 1, or less where it was made smaller. */
  readonly scale: number;
  /** The colour of the even ground that it was taken off from. */
  readonly home?: Rgb | undefined;
  /** Whether pieces of that ground are left in it and others are not: it is right on its own ground alone. */
  readonly onlyAtHome?: boolean | undefined;
}

/** The versions of one logo, such as a light and a dark one, in the order of the request; decoded when first asked for. */
export type Logos = () => Promise<readonly Logo[]>;

export function openLogos(images: readonly OrderImage[], demand: Demand): Logos {
  const given = images.filter(({ role }) => role === 'LOGO');
  let opened: Promise<Logo[]> | undefined;
  return () => (opened ??= Promise.all(given.map((image) => openLogo(image, demand))));
}

/** Its alpha is taken as it is; else an even ground is taken away, unless it is a badge's; else a cut-out is used; else it is shown as it is. */
async function openLogo(image: OrderImage, demand: Demand): Promise<Logo> {
  const whole = await decoded(opaqueSource(image), demand);
  if (image.analysis.hasAlpha) return trimmed(whole);
  if (isBadge(whole)) return whole;
  const keyed = keyGround(whole);
  if (keyed) return trimmed({ ...keyed.pixels, scale: whole.scale, home: keyed.ground, onlyAtHome: keyed.isMixed });
  return hasCutout(image) ? trimmed(await decoded(await cutoutSource(image), demand)) : whole;
}

/** Large enough to cover a frame: the ink that is left of an image may be a small part of it. */
async function decoded({ bytes, size, fileRegion, channels }: Source, { formats, once }: Demand): Promise<Logo> {
  const [wide, tall] = [size.width * fileRegion.width, size.height * fileRegion.height];
  const scales = formats.map((format) => Math.max(format.width / wide, format.height / tall));
  const scale = Math.min(1, Math.max(...scales));
  const full = { width: Math.ceil(size.width * scale), height: Math.ceil(size.height * scale) };
  const left = Math.floor(fileRegion.x * full.width);
  const top = Math.floor(fileRegion.y * full.height);
  const width = Math.max(1, Math.min(full.width - left, Math.round(fileRegion.width * full.width)));
  const height = Math.max(1, Math.min(full.height - top, Math.round(fileRegion.height * full.height)));
  const region = { x: left, y: top, width, height };
  const image = openLazyImage({ bytes, full, region, channels, reduced: scale < 1 }, once);
  return { width, height, data: await image.pixels(), scale };
}

/** Less alpha than this cannot be seen. */
const SEEN = 24;
/** Of the difference of its strongest ink from its ground: specks that differ by less are not seen beside it. */
const FAINT = 0.1;

/** Without what is not seen around its ink: a logo is as high as what of it can be made out. */
function trimmed(logo: Logo): Logo {
  const { width, height, data } = logo;
  const isDrawn = (pixel: number) => (data[pixel * 4 + 3] as number) >= SEEN;
  const off = (pixel: number) => (isDrawn(pixel) ? differenceFrom(logo.home, data, pixel * 4) : 0);
  let strongest = 0;
  for (let pixel = 0; logo.home && pixel < width * height; pixel++) strongest = Math.max(strongest, off(pixel));
  const ink = boxOfInk(logo, (pixel) => isDrawn(pixel) && off(pixel) >= strongest * FAINT);
  if (ink.width === 0 || (ink.width === width && ink.height === height)) return logo;
  const part = new Uint8Array(ink.width * ink.height * 4);
  for (let row = 0; row < ink.height; row++) {
    const start = ((ink.y + row) * width + ink.x) * 4;
    part.set(data.subarray(start, start + ink.width * 4), row * ink.width * 4);
  }
  return { ...logo, width: ink.width, height: ink.height, data: part };
}

/** In the channel that differs most; 0 without a ground that it was uploaded on. */
function differenceFrom(ground: Rgb | undefined, data: Uint8Array, at: number): number {
  if (!ground) return 0;
  const [red, green] = [(data[at] as number) - ground.r, (data[at + 1] as number) - ground.g];
  return Math.max(Math.abs(red), Math.abs(green), Math.abs((data[at + 2] as number) - ground.b));
}
