import type { Box } from '@proofsheet/raster';
import type { MeasuredNode, Node } from '../engine/takumi.ts';
import type { TextSlot } from '../templates/manifest.ts';
import { isOutlined } from '../text/line.ts';
import { blankEndsOf } from '../text/scripts.ts';
import type { TextRun } from './layers.ts';

/** The lines of text in a measured tree, in pixels of the frame. */
export function runsOf(node: Node, measured: MeasuredNode): TextRun[] {
  const runs: TextRun[] = [];
  const plates = platesIn(node, measured);
  for (const [element, box] of pairs(node, measured)) {
    const slot = element.attributes?.['data-slot'] as TextSlot | undefined;
    if (!slot || element.type !== 'container') continue;
    const outlined = isOutlined(element.children ?? []);
    for (const [line, lineBox] of linesOf(element, box)) {
      const [left, right] = extentOf(lineBox);
      const size = Number((line.style as { fontSize?: number } | undefined)?.fontSize ?? 0);
      const parted = isParted(lineBox, right - left);
      const turned = lineBox.transform[1] !== 0;
      const run = { slot, size, signs: isSigns(textIn(line)), outlined, parted, turned, isPlate: false };
      const insets = [...insetsOf(line, lineBox), ...strikesOf(line, lineBox)];
      runs.push({
        ...{ ...run, box: boundsOf(lineBox, left, right - left), blank: blankEndsOf(textIn(line)) },
        plate: plates.get(element),
        ...{ insets: insets.map((inset) => inset.box), emoji: insets.flatMap((inset) => inset.emoji) },
      });
      for (const plate of insets)
        if (plate.className === 'plate')
          runs.push({
            ...run,
            outlined: false,
            isPlate: true,
            box: plate.box,
            insets: plate.emoji,
            emoji: plate.emoji,
            blank: 0,
          });
    }
  }
  return runs;
}

/** The plates of texts by the element of each: what is around one text alone, and larger than it on all sides. */
function platesIn(node: Node, measured: MeasuredNode): Map<Node, Box> {
  const plates = new Map<Node, Box>();
  for (const [element, box] of pairs(node, measured)) {
    const [text, ...others] = (element as Branch).children ?? [];
    const [inside] = box.children;
    if (!text?.attributes?.['data-slot'] || others.length > 0 || !inside) continue;
    const [outer, inner] = [boundsOf(box), boundsOf(inside)];
    const [right, bottom] = [outer.x + outer.width, outer.y + outer.height];
    const isAround =
      inner.x > outer.x && inner.y > outer.y && inner.x + inner.width < right && inner.y + inner.height < bottom;
    if (isAround) plates.set(text, outer);
  }
  return plates;
}

/** The boxes in a line: its emoji and its plates, these with the emoji on them. */
function insetsOf(line: Node, { children }: MeasuredNode): { className: string | undefined; box: Box; emoji: Box[] }[] {
  const nodes = ((line as Branch).children ?? []).filter((child) => child.style?.display === 'inline-block');
  return children.map((measured, index) => {
    const node = nodes[index];
    const box = boundsOf(measured);
    const emoji = node?.className === 'emoji' ? [box] : measured.children.map((child) => boundsOf(child));
    return { className: node?.className, box, emoji };
  });
}

/** How much wider the parts of a line may be together than it is, before it is two. */
const OVERLAP = 1.15;

function isParted({ runs, children }: MeasuredNode, width: number): boolean {
  const parts = [...runs, ...children].reduce((sum, part) => sum + part.width, 0);
  return parts > width * OVERLAP;
}

/** The height of a line through a price before with its blurred edges, as a share of the figures' line. */
const STRIKE = { from: 0.42, height: 0.19 };

/** The lines through a price before: neither figures nor what is behind them. */
function strikesOf(line: Node, measured: MeasuredNode): { className: string; box: Box; emoji: Box[] }[] {
  const spans = ((line as Branch).children ?? []).filter((child) => child.style?.display !== 'inline-block');
  return measured.runs.flatMap((run, index) => {
    if (spans.length !== measured.runs.length || !/\bold\b/.test(spans[index]?.className ?? '')) return [];
    const [x, y] = [measured.transform[4] + run.x, measured.transform[5] + run.y];
    const box = { x, y: y + run.height * STRIKE.from, width: run.width, height: run.height * STRIKE.height };
    return [{ className: 'strike', box: outward(box), emoji: [] }];
  });
}

function outward({ x, y, width, height }: Box): Box {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
}

/** Letters and figures that are no higher than a sign: the Chinese one, the kana of length, Arabic and Indian zeros. */
const LOW = /[\u0640\u0660\u06f0\u30fc\u4e00\uff70\p{Lm}]/gu;

function isSigns(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text.replace(LOW, ''));
}

function textIn(node: Node): string {
  if (node.type === 'text') return node.text;
  return 'children' in node ? (node.children ?? []).map(textIn).join('') : '';
}

/** The rooms of images that are laid on the finished drawing. */
export function roomsOf(slot: 'logo' | 'qr', node: Node, measured: MeasuredNode): Box[] {
  return [...pairs(node, measured)]
    .filter(([element]) => element.attributes?.['data-slot'] === slot)
    .map(([, box]) => boundsOf(box));
}

/** What a template draws by itself: all that holds nothing else, and is no line of a slot. */
export function ornamentsOf(node: Node, measured: MeasuredNode): Box[] {
  if (node.attributes?.['data-slot'] !== undefined) return [];
  const children = (node as Branch).children ?? [];
  if (children.length === 0 || measured.children.length !== children.length) return [boundsOf(measured)];
  return children.flatMap((child, index) => ornamentsOf(child, measured.children[index] as MeasuredNode));
}

/** The lines of a slot with their measurements; of an outlined slot the upper copy. */
function linesOf(slot: Extract<Node, { type: 'container' }>, box: MeasuredNode): [Node, MeasuredNode][] {
  const children = slot.children ?? [];
  const fill = children.at(-1);
  const measured = box.children.at(-1);
  if (isOutlined(children) && fill?.type === 'container' && measured) return linesOf(fill, measured);
  return box.children.map((line, index) => [children[index] as Node, line]);
}

/** Where a line's text and emoji begin and end, from its own left edge. */
function extentOf({ runs, children, transform: [a, b, , , e, f] }: MeasuredNode): [left: number, right: number] {
  const scale = Math.hypot(a, b) || 1;
  const along = ({ transform }: MeasuredNode) => ((transform[4] - e) * a + (transform[5] - f) * b) / scale ** 2;
  const spans = [
    ...runs.map(({ x, width }) => [x, x + width] as const),
    ...children.map((child) => [along(child), along(child) + child.width] as const),
  ];
  return [Math.min(...spans.map(([left]) => left)), Math.max(...spans.map(([, right]) => right))];
}

/** The upright box around a measured node, which may be turned. */
export function boundsOf(
  { transform: [a, b, c, d, e, f], height, ...node }: MeasuredNode,
  left = 0,
  width = node.width,
): Box {
  const corners = [left, left + width].flatMap((x) =>
    [0, height].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const x = Math.round(Math.min(...xs));
  const y = Math.round(Math.min(...ys));
  return { x, y, width: Math.round(Math.max(...xs)) - x, height: Math.round(Math.max(...ys)) - y };
}

/** A tree with the boxes that were measured of it. */
export interface MeasuredTree {
  readonly root: Node;
  readonly measured: MeasuredNode;
}

/** The boxes of a node and all in it, moved by so many pixels. */
export function shifted(node: MeasuredNode, x: number, y: number): MeasuredNode {
  const [a, b, c, d, left, top] = node.transform;
  const children = node.children.map((child) => shifted(child, x, y));
  return { ...node, transform: [a, b, c, d, left + x, top + y], children };
}

export type Branch = Node & { children?: Node[] };

/** Walks a tree and its measurements side by side, down to text runs, which have no measured nodes. */
export function* pairs(node: Node, measured: MeasuredNode): Generator<[Node, MeasuredNode]> {
  yield [node, measured];
  const children = (node as Branch).children ?? [];
  if (measured.children.length !== children.length) return;
  for (const [index, child] of children.entries()) yield* pairs(child, measured.children[index] as MeasuredNode);
}
