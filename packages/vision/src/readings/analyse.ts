import type { Analysis } from '@proofsheet/domain';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { Pixels } from '../develop/develop-image.ts';
import { paletteOf } from './palette.ts';

/** Longest side of the small copy that colours and the placeholder are read from: thumbhash takes no more. */
const SMALL_SIDE = 100;
/** Longest side of the copy that attention looks at: details smaller than a thousandth never draw the eye. */
const ATTENTION_SIDE = 480;
/** Alpha below this is the soft shadow of an edge, not the subject. */
const SOLID_ALPHA = 16;

/** What later pictures are composed by. Deterministic: the same pixels give the same analysis. */
export async function analyse(pixels: Pixels): Promise<Analysis> {
  const small = await shrunk(pixels, SMALL_SIDE);
  const hasAlpha = pixels.channels === 4;
  const bounds = hasAlpha ? alphaBounds(pixels) : { x: 0, y: 0, width: 1, height: 1 };
  return {
    version: 2,
    width: pixels.width,
    height: pixels.height,
    hasAlpha,
    focusBy: hasAlpha ? 'subject' : 'attention',
    focus: hasAlpha ? centreOf(bounds) : await focusByAttention(pixels),
    bounds,
    faces: [],
    cutout: null,
    findings: [],
    palette: paletteOf(small.data),
    lightness: lightnessOf(small.data),
    placeholder: Buffer.from(rgbaToThumbHash(small.width, small.height, small.data)).toString('base64'),
  };
}

async function shrunk({ data, width, height, channels }: Pixels, side: number) {
  const image = sharp(data, { raw: { width, height, channels } })
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw();
  const { data: rgba, info } = await image.toBuffer({ resolveWithObject: true });
  return { data: rgba, width: info.width, height: info.height };
}

/** The smallest rectangle around every solid pixel, as shares; the whole image where none is solid. */
function alphaBounds({ data, width, height }: Pixels): Analysis['bounds'] {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 3; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      if ((data[at] ?? 0) < SOLID_ALPHA) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return { x: 0, y: 0, width: 1, height: 1 };
  return {
    x: left / width,
    y: top / height,
    width: (right - left + 1) / width,
    height: (bottom - top + 1) / height,
  };
}

function centreOf(bounds: Analysis['bounds']): Analysis['focus'] {
  return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
}

/**
 * sharp tells where attention falls only when it crops, and in the pixels of the image only when it does not also scale:
 * hence a copy first, then a crop of half of one side at the copy's own scale.
 */
async function focusByAttention(pixels: Pixels): Promise<Analysis['focus']> {
  const { data, width, height } = await shrunk(pixels, ATTENTION_SIDE);
  const landscape = width >= height;
  const half = { width: landscape ? Math.ceil(width / 2) : width, height: landscape ? height : Math.ceil(height / 2) };
  const { info } = await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .resize({ ...half, fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.attentionX === undefined || info.attentionY === undefined) return { x: 0.5, y: 0.5 };
  return { x: Math.min(1, info.attentionX / width), y: Math.min(1, info.attentionY / height) };
}

/** Mean of Rec. 709 luma over what can be seen, weighted by alpha. */
function lightnessOf(rgba: Buffer): number {
  let sum = 0;
  let weight = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(at, at + 4);
    sum += (0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha;
    weight += alpha;
  }
  return weight === 0 ? 0 : sum / weight / 255;
}
