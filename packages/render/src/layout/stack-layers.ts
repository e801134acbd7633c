import type { Box } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import type { SmallPhotograph } from '../images/ground-edges.ts';
import type { Photograph } from '../images/photographs.ts';
import type { GroundField, GroundKind } from '../templates/effects.ts';
import type { ImageSlot } from '../templates/manifest.ts';
import { calloutLayer } from './callout/callout.ts';
import { cardsAlike } from './cards-alike.ts';
import type { GroundLayer, Layer, TextRun } from './layers.ts';
import { boundsOf, ornamentsOf, pairs, roomsOf, runsOf } from './measured-boxes.ts';
import { placeImage } from './place-image.ts';
import type { Setting } from './setting.ts';
import { frameOf } from './text-boxes.ts';
import { sheetOf } from './tree.ts';

/**
 * The root's children are the layers; neighbours that the engine draws make one layer. A photograph whose ground is not
 * known yet is placed as if it could be drawn on.
 */
export function stackLayers(
  setting: Setting,
  root: Node,
  measured: MeasuredNode,
  grounds: ReadonlyMap<Photograph, SmallPhotograph>,
): Layer[] {
  const given = { ...setting, format: { ...setting.format, ...frameOf(setting) }, grounds };
  let layers: Layer[] = [];
  const callouts: { before: number; kinds: string }[] = [];
  let pending: Drawn | undefined;
  const flush = () => {
    if (pending) layers.push(drawingOf(setting, root, pending));
    pending = undefined;
  };
  const children = 'children' in root ? (root.children ?? []) : [];
  for (const [index, child] of children.entries()) {
    const box = measured.children[index] as MeasuredNode;
    const slot = child.attributes?.['data-image'] as ImageSlot | undefined;
    const photo = slot && setting.pictures.get(slot);
    if (photo) {
      flush();
      const { attributes = {} } = child;
      const placement = placeImage({ slot, box: boundsOf(box), attributes }, photo, given);
      layers.push({ type: 'image', slot, photo, placement, attributes });
      continue;
    }
    if (child.attributes?.['data-ground'] !== undefined) {
      flush();
      layers.push(groundOf(child.attributes, boundsOf(box), setting));
      continue;
    }
    const kinds = child.attributes?.['data-draw'];
    if (kinds !== undefined) {
      flush();
      callouts.push({ before: layers.length, kinds });
      continue;
    }
    pending ??= { nodes: [], boxes: [], runs: [], logos: [], codes: [], ornaments: [] };
    pending.nodes.push(pinned(child, box));
    pending.boxes.push(...[...pairs(child, box)].map(([, node]) => boundsOf(node)));
    pending.runs.push(...runsOf(child, box));
    pending.logos.push(...roomsOf('logo', child, box));
    pending.codes.push(...roomsOf('qr', child, box));
    pending.ornaments.push(...ornamentsOf(child, box));
  }
  flush();
  layers = cardsAlike(layers, ({ slot, photo, attributes }, box) => {
    const { 'data-inset': _, ...filling } = attributes;
    return placeImage({ slot, box, attributes: filling }, photo, given);
  });
  // Callouts come last: they depend on where everything else is.
  for (const { before, kinds } of callouts.toReversed()) {
    const callout = calloutLayer(kinds, layers, setting);
    if (callout) layers.splice(before, 0, callout);
  }
  return layers;
}

/** Mirrored with the composition. `data-light` is a point in hundredths of the box, as in `70 40`. */
function groundOf(attributes: Readonly<Record<string, string>>, box: Box, { flip }: Setting): GroundLayer {
  const [x = 50, y = 45] = attributes['data-light']?.split(' ').map(Number) ?? [];
  return {
    type: 'ground',
    kind: attributes['data-ground'] as GroundKind,
    box,
    field: (attributes['data-field'] ?? 'ground') as GroundField,
    light: { x: (flip ? 100 - x : x) / 100, y: y / 100 },
  };
}

/** Nodes that are drawn together, and the boxes of everything in them. */
interface Drawn {
  readonly nodes: Node[];
  readonly boxes: Box[];
  readonly runs: TextRun[];
  readonly logos: Box[];
  readonly codes: Box[];
  readonly ornaments: Box[];
}

/** Letters reach beyond their line's box by less than this, in `u`. */
const OVERHANG = 5;
/** Properties that paint outside their box, by a distance that only the engine knows. */
const PAINTS_OUTSIDE = /shadow|filter/;

/** Drawing time grows with the number of pixels, so only the window that the nodes cover is drawn. */
function drawingOf(setting: Setting, root: Node, { nodes, boxes, ...found }: Drawn): Layer {
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
  // The window lies within the frame, and the drawing ends with it. Clipping to either would paint another layer: twice
  // the time.
  const style = { ...root.style, position: 'absolute', left: -left, top: -top, overflow: 'visible' };
  const frame = { ...root, style, children: nodes } as Node;
  const view = { position: 'relative', width: window.width, height: window.height } as const;
  const sheet = { ...sheetOf(setting, { type: 'container', style: view, children: [frame] }), ...sizeOf(window) };
  return { type: 'drawing', window, sheet, ...found };
}

/** Pins a node where it was measured: the nodes before it in the flow may belong to another layer. */
function pinned(node: Node, { transform: [a, b, c, d, left, top], width, height }: MeasuredNode): Node {
  const isUpright = a === 1 && b === 0 && c === 0 && d === 1;
  if (!isUpright) return node;
  const pin = { position: 'absolute', left, top, width, height, right: 'auto', bottom: 'auto', margin: 0 } as const;
  return { ...node, style: { ...node.style, ...pin } } as Node;
}

function sizeOf({ width, height }: Box): { width: number; height: number } {
  return { width, height };
}
