import { Fault, type Format } from '@proofsheet/domain';
import sharp, { type Sharp } from 'sharp';
import type { OrderImage } from './order.ts';
import type { Box, Canvas, Overlay } from './pixels.ts';
import type { Picture } from './templates.ts';

/** An image decoded once for all variants, at the smallest size that serves them. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Buffer;
  readonly focus: { readonly x: number; readonly y: number };
  /** The opaque part, as shares. */
  readonly bounds: Box;
  readonly lightness: number;
}

const PIXELS = { limitInputPixels: 50_000_000 } as const;

/** Which uploaded image plays which part in the templates. */
export function castImages(images: readonly OrderImage[]): Map<Picture | 'logo', OrderImage> {
  const cast = new Map<Picture | 'logo', OrderImage>();
  const subjects = images.filter(({ role }) => role === 'PERSON' || role === 'PRODUCT');
  const background = images.find(({ role }) => role === 'BACKGROUND');
  const logo = images.find(({ role }) => role === 'LOGO');
  const cutout = subjects.find(({ analysis }) => analysis.hasAlpha);
  const photo = subjects.find(({ analysis }) => !analysis.hasAlpha) ?? (cutout ? undefined : background);
  if (cutout) cast.set('cutout', cutout);
  else if (photo) cast.set('photo', photo);
  const backdrop = background ?? photo;
  if (backdrop) cast.set('backdrop', backdrop);
  if (logo) cast.set('logo', logo);
  return cast;
}

/**
 * Decodes straight to the size at which the image covers the largest frame: JPEG and WebP decoders then skip most of
 * the work, and a crop for a whole frame needs no second resampling.
 */
export async function decodeImage(
  { bytes, analysis, role }: OrderImage,
  formats: readonly Format[],
): Promise<Photograph> {
  const { width, height, bounds } = analysis;
  const extent = analysis.hasAlpha ? bounds : { width: 1, height: 1 };
  const needs = formats.map((format) =>
    Math.max(format.width / (width * extent.width), format.height / (height * extent.height)),
  );
  const scale = (role === 'LOGO' ? 0.5 : 1) * Math.max(...needs);
  let pipeline = sharp(bytes, PIXELS);
  if (scale < 1)
    pipeline = pipeline.resize({ width: Math.ceil(width * scale), height: Math.ceil(height * scale), fit: 'fill' });
  pipeline = analysis.hasAlpha ? pipeline.ensureAlpha() : pipeline.removeAlpha();
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause) => {
      throw new Fault('upload_not_an_image', 'A stored image could not be read.', { cause });
    });
  return {
    width: info.width,
    height: info.height,
    channels: info.channels as 3 | 4,
    data,
    focus: analysis.focus,
    bounds,
    lightness: analysis.lightness,
  };
}

/** Whether the cut-out goes on below its image: such a subject stands on an edge, a whole one floats. */
export function isCutOff({ bounds }: Photograph): boolean {
  return bounds.y + bounds.height >= 0.985;
}

/** Darker than this, a photograph turns muddy where it fades into a pale ground, and needs little shade under type. */
const DARK = 0.45;

export function isDark(photo: Photograph | undefined): boolean {
  return photo !== undefined && photo.lightness < DARK;
}

/** The part of a photograph that fills a box, with its focus as near as can be to a place in the box. */
export function cropAround(photo: Photograph, box: Box, aim: { x: number; y: number }, zoom = 1): Box {
  const covering = Math.max(box.width / photo.width, box.height / photo.height) * zoom;
  // Within a hundredth of full size the pixels are taken as they are.
  const scale = covering <= 1 && covering > 0.99 ? 1 : covering;
  const width = Math.min(photo.width, Math.round(box.width / scale));
  const height = Math.min(photo.height, Math.round(box.height / scale));
  return {
    x: Math.round(within(photo.focus.x * photo.width - aim.x * width, photo.width - width)),
    y: Math.round(within(photo.focus.y * photo.height - aim.y * height, photo.height - height)),
    width,
    height,
  };
}

/** A crop of a photograph, scaled to so many pixels; `blur` is a share of the height. */
export async function developCrop(
  photo: Photograph,
  crop: Box,
  width: number,
  height: number,
  blur = 0,
): Promise<Canvas> {
  if (blur === 0 && photo.channels === 3 && crop.width === width && crop.height === height) return cutOut(photo, crop);
  let pipeline = open(photo).extract({ left: crop.x, top: crop.y, width: crop.width, height: crop.height });
  if (photo.channels === 4) pipeline = pipeline.removeAlpha();
  if (blur > 0) {
    // Blurred at an eighth of the size: nobody sees the difference, and it costs a hundredth.
    const small = await pipeline
      .resize(Math.ceil(width / 8), Math.ceil(height / 8), { fit: 'fill' })
      .blur(Math.max(0.4, (blur * height) / 8))
      .raw()
      .toBuffer({ resolveWithObject: true });
    pipeline = sharp(small.data, { raw: { width: small.info.width, height: small.info.height, channels: 3 } });
  }
  const kernel = blur > 0 ? 'cubic' : 'lanczos3';
  const data = await pipeline.resize(width, height, { fit: 'fill', kernel }).raw().toBuffer();
  return { width, height, data };
}

function cutOut({ data, width }: Photograph, crop: Box): Canvas {
  const cut = new Uint8Array(crop.width * crop.height * 3);
  for (let row = 0; row < crop.height; row++) {
    const start = ((crop.y + row) * width + crop.x) * 3;
    cut.set(data.subarray(start, start + crop.width * 3), row * crop.width * 3);
  }
  return { width: crop.width, height: crop.height, data: cut };
}

/** The opaque part of an image with alpha, scaled to so many pixels. */
export async function developCutout(photo: Photograph, width: number, height: number): Promise<Overlay> {
  const { bounds } = photo;
  const left = Math.floor(bounds.x * photo.width);
  const top = Math.floor(bounds.y * photo.height);
  const data = await open(photo)
    .extract({
      left,
      top,
      width: Math.max(1, Math.min(photo.width - left, Math.round(bounds.width * photo.width))),
      height: Math.max(1, Math.min(photo.height - top, Math.round(bounds.height * photo.height))),
    })
    .resize(width, height, { fit: 'fill' })
    .raw()
    .toBuffer();
  return { width, height, data };
}

function open({ data, width, height, channels }: Photograph): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), most);
}
