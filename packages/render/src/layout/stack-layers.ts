import type { Box } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import type { Picture } from '../templates/manifest.ts';
import { calloutLayer } from './callout/callout.ts';
import type { Layer, TextRun } from './layers.ts';
import { boundsOf, logosOf, pairs, runsOf } from './measured-boxes.ts';
import { placePicture } from './place-picture.ts';
import type { Setting } from './setting.ts';
import { sheetOf } from './tree.ts';

/** The root's children are the layers; neighbours that are drawn are drawn together. */
export function stackLayers(setting: Setting, root: Node, measured: MeasuredNode): Layer[] {
  const layers: Layer[] = [];
  const pens: { before: number; kinds: string }[] = [];
  let drawn: Drawn | undefined;
  const flush = () => {
    if (drawn) layers.push(drawingOf(setting, root, drawn));
    drawn = undefined;
  };
  const children = 'children' in root ? (root.children ?? []) : [];
  for (const [index, child] of children.entries()) {
    const box = measured.children[index] as MeasuredNode;
    const picture = child.attributes?.['data-image'] as Picture | undefined;
    const photo = picture && setting.pictures.get(picture);
    if (photo) {
      flush();
      const place = { picture, box: boundsOf(box), attributes: child.attributes ?? {} };
      const placement = placePicture(place, photo, setting);
      layers.push({ type: 'image', picture, photo, placement, attributes: place.attributes });
      continue;
    }
    const kinds = child.attributes?.['data-draw'];
    if (kinds !== undefined) {
      flush();
      pens.push({ before: layers.length, kinds });
      continue;
    }
    drawn ??= { nodes: [], boxes: [], runs: [], logos: [] };
    drawn.nodes.push(pinned(child, box));
    drawn.boxes.push(...[...pairs(child, box)].map(([, node]) => boundsOf(node)));
    drawn.runs.push(...runsOf(child, box));
    drawn.logos.push(...logosOf(child, box));
  }
  flush();
  // What is pointed at and what is kept clear is known when everything else stands.
  for (const { before, kinds } of pens.toReversed()) {
    const pen = calloutLayer(kinds, layers, setting);
    if (pen) layers.splice(before, 0, pen);
  }
  return layers;
}

/** Nodes that are drawn together, and the boxes of all that is in them. */
interface Drawn {
  readonly nodes: Node[];
  readonly boxes: Box[];
  readonly runs: TextRun[];
  readonly logos: Box[];
}

/** Letters reach out of their line's box by less than this, in `u`. */
const OVERHANG = 5;
/** What paints outside its box, by how much only the engine knows. */
const PAINTS_OUTSIDE = /shadow|filter/;

/** Drawing costs by the pixel, so only the window that the nodes cover is drawn. */
function drawingOf(setting: Setting, root: Node, { nodes, boxes, runs, logos }: Drawn): Layer {
  const { width, height } = setting.format;
  const margin = (OVERHANG * Math.min(width, height)) / 100;
  const whole = PAINTS_OUTSIDE.test(setting.template.css[setting.format.aspect]);
  const left = whole ? 0 : Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.x)) - margin));
  const top = whole ? 0 : Math.max(0, Math.floor(Math.min(...boxes.map((box) => box.y)) - margin));
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin;
  const window = {
    x: left,
    y: top,
    width: whole ? width : Math.max(1, Math.min(width, Math.ceil(right)) - left),
    height: whole ? height : Math.max(1, Math.min(height, Math.ceil(bottom)) - top),
  };
  // The window ends within the frame, and the drawing with it. Clipping to either would paint a layer more: half the time.
  const style = { ...root.style, position: 'absolute', left: -left, top: -top, overflow: 'visible' };
  const frame = { ...root, style, children: nodes } as Node;
  const view = { position: 'relative', width: window.width, height: window.height } as const;
  const sheet = { ...sheetOf(setting, { type: 'container', style: view, children: [frame] }), ...sizeOf(window) };
  return { type: 'drawing', window, sheet, runs, logos };
}

/** A layer where it was measured: those that it followed in the flow may be drawn apart from it. */
function pinned(node: Node, { transform: [a, b, c, d, left, top], width, height }: MeasuredNode): Node {
  const isUpright = a === 1 && b === 0 && c === 0 && d === 1;
  if (!isUpright) return node;
  const place = { position: 'absolute', left, top, width, height, right: 'auto', bottom: 'auto', margin: 0 } as const;
  return { ...node, style: { ...node.style, ...place } } as Node;
}

function sizeOf({ width, height }: Box): { width: number; height: number } {
  return { width, height };
}
