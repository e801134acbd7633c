import {
  blankCanvas,
  blend,
  type Canvas,
  type ClipShape,
  colourDistance,
  type Overlay,
  oklabOf,
  paste,
  type Rgb,
  rgbOf,
  spanOf,
} from '@proofsheet/raster';
import { drawGround } from '../compose/grounds/ground.ts';
import type { Typesetter } from '../engine/takumi.ts';
import type { ImageLayer, Layout } from '../layout/layers.ts';
import { smallDrawing, smallScale } from './small-drawing.ts';

/** A picture at a few dozen pixels, with what tells compositions apart. */
export interface Sketch {
  /** OKLab, row by row. */
  readonly lab: Float32Array;
  /** How steeply the lightness changes at each pixel. */
  readonly edges: Float32Array;
}

/** The mean colour distance at which two pictures are as different as they get in practice. */
const FAR_COLOUR = 0.3;
/** Composition counts more than colour. */
const SHARE_OF_STRUCTURE = 0.6;

/** Draws a layout a few dozen pixels wide in about a millisecond, without shadows, blur and soft edges. */
export async function sketchOf(layout: Layout, typesetter: Typesetter, signal?: AbortSignal): Promise<Sketch> {
  const { format, theme } = layout.setting;
  const scale = smallScale(format);
  const [width, height] = [Math.ceil(format.width * scale), Math.ceil(format.height * scale)];
  const canvas = blankCanvas(width, height, rgbOf(theme.ground));
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'drawing') {
      const sketch = await smallDrawing(layer, scale, typesetter, signal);
      blend(canvas, sketch, Math.round(layer.window.x * scale), Math.round(layer.window.y * scale));
      continue;
    }
    if (layer.type === 'ground') {
      const { box, ...ground } = layer;
      const size = { width: Math.ceil(box.width * scale), height: Math.ceil(box.height * scale) };
      const drawn = drawGround({ ...ground, ...size, seed: layout.setting.seed }, theme);
      paste(canvas, drawn, Math.round(box.x * scale), Math.round(box.y * scale));
      continue;
    }
    const { attributes, placement } = layer;
    const shade = attributes['data-tint-with'] === 'shade' ? theme.shade : theme.ground;
    const tint = { colour: rgbOf(shade), amount: Number(attributes['data-tint'] ?? 0) / 100 };
    const picture = await sample(layer, scale, tint);
    blend(canvas, picture, Math.round(placement.box.x * scale), Math.round(placement.box.y * scale));
  }
  return describe(canvas);
}

type Tint = { readonly colour: Rgb; readonly amount: number };

/** How many points of the photograph each way make one pixel of the sketch. */
const POINTS = 2;

/** A few points of the photograph for every pixel of the sketch. */
async function sample({ photo, placement, attributes }: ImageLayer, scale: number, tint: Tint): Promise<Overlay> {
  const { crop, box } = placement;
  const [width, height] = [Math.max(1, Math.round(box.width * scale)), Math.max(1, Math.round(box.height * scale))];
  const pixels = await photo.image.pixels();
  const overlay = { width, height, data: new Uint8Array(width * height * 4) };
  const shape = attributes['data-shape'] as ClipShape | undefined;
  const spanAt = shape && spanOf(shape, width, height, box.x > 0);
  const rows = samplesAlong(height, crop.y, crop.height, photo.height);
  const columns = samplesAlong(width, crop.x, crop.width, photo.width);
  for (let y = 0; y < height; y++) {
    const [from, to] = spanAt?.(y + 0.5) ?? [0, width];
    for (let x = Math.ceil(from - 0.5); x + 0.5 <= to; x++) {
      let [r, g, b, a] = [0, 0, 0, 0];
      for (let point = 0; point < POINTS * POINTS; point++) {
        const row = rows[y * POINTS + Math.floor(point / POINTS)] as number;
        const column = columns[x * POINTS + (point % POINTS)] as number;
        const at = (row * photo.width + column) * photo.channels;
        const alpha = photo.channels === 4 ? (pixels[at + 3] as number) : 255;
        r += (pixels[at] as number) * alpha;
        g += (pixels[at + 1] as number) * alpha;
        b += (pixels[at + 2] as number) * alpha;
        a += alpha;
      }
      if (a > 0) put(overlay.data, (y * width + x) * 4, { r: r / a, g: g / a, b: b / a }, a / POINTS ** 2, tint);
    }
  }
  return overlay;
}

/** The pixels of a photograph that `count` pixels of the sketch sample along one side of a crop. */
function samplesAlong(count: number, from: number, length: number, limit: number): Int32Array {
  const samples = new Int32Array(count * POINTS);
  for (let at = 0; at < samples.length; at++) {
    samples[at] = Math.max(0, Math.min(limit - 1, Math.floor(from + ((at + 0.5) / samples.length) * length)));
  }
  return samples;
}

function put(data: Uint8Array, at: number, { r, g, b }: Rgb, alpha: number, { colour, amount }: Tint): void {
  data[at] = r * (1 - amount) + colour.r * amount;
  data[at + 1] = g * (1 - amount) + colour.g * amount;
  data[at + 2] = b * (1 - amount) + colour.b * amount;
  data[at + 3] = alpha;
}

function describe({ width, height, data }: Canvas): Sketch {
  const lab = oklabOf(data);
  const edges = new Float32Array(width * height);
  const lightness = (x: number, y: number) => lab[(y * width + x) * 3] as number;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const across = lightness(Math.min(width - 1, x + 1), y) - lightness(Math.max(0, x - 1), y);
      const down = lightness(x, Math.min(height - 1, y + 1)) - lightness(x, Math.max(0, y - 1));
      edges[y * width + x] = Math.abs(across) + Math.abs(down);
    }
  }
  return { lab, edges };
}

/**
 * How different two pictures of one format look, 0 to 1: how few of their edges coincide, and how far their colours are
 * apart. The same layout in other colours is at most 0.4 away.
 */
export function distanceBetween(a: Sketch, b: Sketch): number {
  const structure = 1 - sharedEdges(a.edges, b.edges);
  const colour = Math.min(1, colourDistance(a.lab, b.lab) / FAR_COLOUR);
  return SHARE_OF_STRUCTURE * structure + (1 - SHARE_OF_STRUCTURE) * colour;
}

function sharedEdges(a: Float32Array, b: Float32Array): number {
  let [both, either] = [0, 0];
  for (let at = 0; at < a.length; at++) {
    const [one, other] = [a[at] as number, b[at] as number];
    both += one < other ? one : other;
    either += one > other ? one : other;
  }
  return either === 0 ? 1 : both / either;
}
