import { type MeasuredNode, type Node, Renderer, setGlyphCacheMaxBytes } from '@takumi-rs/core';
import { fromHtml } from '@takumi-rs/helpers/html';
import type { FontFile } from '../fonts/font-library.ts';

export type { MeasuredNode, Node };

/** A tree of nodes with its style sheet, laid out in a frame of `width` x `height` pixels. */
export interface Sheet {
  readonly root: Node;
  readonly css: string;
  readonly width: number;
  readonly height: number;
  /** The share of its size at which it is drawn, sides rounded up; 1 when left out. Measuring ignores it. */
  readonly scale?: number;
  /** The only families that glyphs fall back through: other registered fonts change nothing. */
  readonly families: readonly string[];
  /** Images that the tree refers to, by name. */
  readonly images?: ReadonlyMap<string, Buffer>;
  /** The name of its template where that is an operator's. */
  readonly foreign?: string | undefined;
}

/** The only door to the drawing engine: another engine that draws HTML and CSS could take its place. */
export interface Typesetter {
  /** Loads fonts to draw with; each file is loaded once, however many orders bring it. */
  register(fonts: readonly FontFile[]): Promise<void>;
  /** The boxes of all nodes, in the tree's shape; transforms are absolute, runs relative to their node. */
  measure(sheet: Sheet, signal?: AbortSignal): Promise<MeasuredNode>;
  /** Straight RGBA, row by row. A drawing that has begun cannot be stopped: the signal only keeps it from starting. */
  draw(sheet: Sheet, signal?: AbortSignal): Promise<Buffer>;
}

/** Bytes of glyph outlines kept between drawings: the engine's default holds about a thousand Chinese characters. */
const GLYPH_CACHE = 24 * 1024 * 1024;

export async function openTypesetter(fonts: readonly FontFile[]): Promise<Typesetter> {
  setGlyphCacheMaxBytes(GLYPH_CACHE);
  const renderer = new Renderer();
  const registered = new Map<FontFile, Promise<unknown>>();
  const register = async (files: readonly FontFile[]) => {
    for (const file of files) {
      const known = registered.get(file) ?? registerFont(renderer, file);
      registered.set(file, known);
      await known;
    }
  };
  await register(fonts);
  return {
    register,
    measure: (sheet, signal) => renderer.measure(sheet.root, optionsOf(sheet, signal)),
    draw: (sheet, signal) =>
      renderer.render(sheet.root, { ...optionsOf(sheet, signal), ...pixelsOf(sheet), format: 'raw' }),
  };
}

function optionsOf({ css, width, height, families, images }: Sheet, signal?: AbortSignal) {
  return {
    width,
    height,
    css: [css],
    fontFamilies: [...families],
    ...(images ? { images: [...images].map(([src, data]) => ({ src, data })) } : {}),
    ...(signal ? { signal } : {}),
  };
}

function pixelsOf({ width, height, scale = 1 }: Sheet) {
  return { width: Math.ceil(width * scale), height: Math.ceil(height * scale), devicePixelRatio: scale };
}

async function registerFont(renderer: Renderer, { family, data, ranges, weight }: FontFile): Promise<void> {
  await renderer.registerFont({
    name: family,
    data,
    unicodeRange: ranges.map(([first, last]) => [first, last]),
    ...(weight === undefined ? {} : { weight }),
  });
}

/** The node tree of one HTML fragment with a single root element. */
export function parseHtml(html: string): Node {
  return fromHtml(html.trim()).node;
}
