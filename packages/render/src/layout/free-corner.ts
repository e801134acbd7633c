import { type Box, boxAround, clip, type Point } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import { isCutout } from '../templates/manifest.ts';
import type { ImageLayer, Layer } from './layers.ts';
import { type Branch, boundsOf, type MeasuredTree, shifted } from './measured-boxes.ts';
import { withinRim } from './rim.ts';
import type { Setting } from './setting.ts';

/** The image at whose corner a child of the root hangs, such as a price tag on a photograph. */
const HANGS = 'data-hangs';

/**
 * The tree with what hangs on a corner of a picture at that corner where the picture leaves some of its box empty, and at
 * another one where the subject is at its own. It stays where every corner has the subject, words, a logo, or the edge of
 * the frame.
 */
export function hungFreely(tree: MeasuredTree, layers: readonly Layer[], setting: Setting): MeasuredTree {
  const nodes = (tree.root as Branch).children ?? [];
  let isMoved = false;
  const children = tree.measured.children.map((measured, index) => {
    const slot = (nodes[index] as Node).attributes?.[HANGS];
    const picture = layers.find((layer): layer is ImageLayer => layer.type === 'image' && layer.slot === slot);
    if (!picture) return measured;
    const box = boundsOf(tree.measured.children[nodes.findIndex((node) => isOf(node, slot))] as MeasuredNode);
    const along = shiftWithPicture(
      signOf(measured),
      withinRim(box, picture.attributes['data-rim'], setting.format),
      picture,
    );
    const hanging = along ? shifted(measured, along.x, along.y) : measured;
    const by = shiftToFree(signOf(hanging), picture, layers, setting);
    if (!by && !along) return measured;
    isMoved = true;
    return by ? shifted(hanging, by.x, by.y) : hanging;
  });
  if (!isMoved) return tree;
  return { ...tree, measured: { ...tree.measured, children } };
}

function isOf({ attributes }: Node, slot: string | undefined): boolean {
  return attributes?.['data-image'] === slot;
}

/** From the corner of a photograph's box at which a sign hangs to the same corner of the photograph. A cut-out has no corners. */
function shiftWithPicture(sign: Box, box: Box, { slot, placement }: ImageLayer): Point | undefined {
  if (isCutout(slot)) return undefined;
  const picture = placement.mat ?? placement.box;
  const isRight = sign.x + sign.width / 2 > box.x + box.width / 2;
  const isLow = sign.y + sign.height / 2 > box.y + box.height / 2;
  const x = Math.round(picture.x - box.x + (isRight ? picture.width - box.width : 0));
  const y = Math.round(picture.y - box.y + (isLow ? picture.height - box.height : 0));
  return x === 0 && y === 0 ? undefined : { x, y };
}

/** What is seen of it: an element without a height may hold it. */
function signOf(measured: MeasuredNode): Box {
  const own = boundsOf(measured);
  const [inner] = measured.children;
  return areaOf(own) > 0 || !inner ? own : boundsOf(inner);
}

function shiftToFree(
  sign: Box,
  { placement }: ImageLayer,
  layers: readonly Layer[],
  { format }: Setting,
): Point | undefined {
  const frame = { x: 0, y: 0, width: format.width, height: format.height };
  const picture = clip(placement.mat ?? placement.box, frame);
  const words = layers
    .flatMap((layer) =>
      layer.type === 'drawing' ? [...layer.runs.map(({ plate, box }) => plate ?? box), ...layer.logos] : [],
    )
    .filter((box) => areaOf(clip(box, sign)) === 0);
  const heads = placement.faces.map((face) => boxAround([face, { ...face, y: face.y - face.height * HAIR }]));
  const isFree = (box: Box) =>
    !placement.spots.some((spot) => contains(box, spot)) && heads.every((head) => areaOf(clip(box, head)) === 0);
  if (isFree(sign)) return undefined;
  const across = (picture.x + picture.width / 2 - sign.x - sign.width / 2) * 2;
  const down = (picture.y + picture.height / 2 - sign.y - sign.height / 2) * 2;
  const margin = Math.min(sign.width, sign.height) * MARGIN;
  const isClear = (box: Box) =>
    areaOf(clip(box, frame)) >= areaOf(box) &&
    [...words, ...format.reserved].every((other) => areaOf(clip(grown(box, margin), other)) === 0);
  return [
    { x: Math.round(across), y: 0 },
    { x: 0, y: Math.round(down) },
    { x: Math.round(across), y: Math.round(down) },
  ].find(({ x, y }) => {
    const moved = { ...sign, x: sign.x + x, y: sign.y + y };
    return isFree(grown(moved, margin)) && isClear(moved);
  });
}

/** Around it at another corner, as a share of its shorter side. */
const MARGIN = 0.15;
/** Above a face, in its heights. */
const HAIR = 0.5;

function contains({ x, y, width, height }: Box, point: Point): boolean {
  return point.x >= x && point.x < x + width && point.y >= y && point.y < y + height;
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + by * 2, height: height + by * 2 };
}

function areaOf({ width, height }: Box): number {
  return Math.max(0, width) * Math.max(0, height);
}
