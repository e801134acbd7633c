import { type MeasuredNode, type Node, Renderer } from '@takumi-rs/core';
import { fromHtml } from '@takumi-rs/helpers/html';
import type { FontFile } from './fonts.ts';

export type { MeasuredNode, Node };

/** A tree of nodes with its style sheet, laid out in a frame of so many pixels. */
export interface Sheet {
  readonly root: Node;
  readonly css: string;
  readonly width: number;
  readonly height: number;
}

/** The only door to the drawing engine: another one that draws HTML and CSS could stand behind it. */
export interface Typesetter {
  /** Boxes of all nodes, mirroring the tree; transforms are absolute, runs relative to their node. */
  measure(sheet: Sheet, signal?: AbortSignal): Promise<MeasuredNode>;
  /** Straight RGBA, row by row. A drawing under way cannot be stopped; the signal only keeps it from starting. */
  draw(sheet: Sheet, signal?: AbortSignal): Promise<Buffer>;
}

export async function openTypesetter(fonts: readonly FontFile[]): Promise<Typesetter> {
  const renderer = new Renderer();
  for (const font of fonts) {
    await renderer.registerFont({
      name: font.family,
      data: font.data,
      unicodeRange: font.ranges.map(([first, last]) => [first, last]),
      ...(font.weight === undefined ? {} : { weight: font.weight }),
    });
  }
  return {
    measure: ({ root, css, width, height }, signal) =>
      renderer.measure(root, { width, height, css: [css], ...(signal ? { signal } : {}) }),
    draw: ({ root, css, width, height }, signal) =>
      renderer.render(root, { width, height, css: [css], format: 'raw', ...(signal ? { signal } : {}) }),
  };
}

/** The node tree of one HTML fragment with a single root element. */
export function parseHtml(html: string): Node {
  return fromHtml(html.trim()).node;
}
