import { type Box, boxAround, clip } from '@proofsheet/raster';
import type { Node, Typesetter } from '../../engine/takumi.ts';
import type { DrawingLayer } from '../../layout/layers.ts';
import type { Setting } from '../../layout/setting.ts';
import type { TextSlot } from '../../templates/manifest.ts';
import { isOutlined } from '../../text/line.ts';
import { apart, apartFromBlend, type Inks, inksOf } from './inks.ts';
import type { Drawing } from './survey.ts';

/** A pixel is ink when it is this near to one of the ink's colours, and this opaque. */
const NEAR = 90;
const OPAQUE = 150;
/** Fewer pixels than this are a meeting of edges that nobody sees. */
const LEAST_PIXELS = 3;

/**
 * The texts of which the ink of one line meets that of the next. Where a row without ink lies between the lines, or a
 * seam that winds between their letters, they cannot; only for the others the layer is drawn once more, with every second
 * line alone.
 */
export async function touchingLines(
  drawing: Drawing,
  layer: DrawingLayer,
  setting: Setting,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<TextSlot[]> {
  const suspects = Object.entries(linesBySlot(layer)).flatMap(([name, lines]) => {
    const slot = name as TextSlot;
    const isInk = inkTest(inksOf(setting, slot));
    const mayMeet = lines.slice(1).some((line, index) => {
      const pair = [lines[index] as Box, line] as const;
      return !hasClearRow(drawing, pair, isInk) && !hasSeam(drawing, pair, isInk);
    });
    return mayMeet ? [{ slot, lines, isInk }] : [];
  });
  if (suspects.length === 0) return [];
  const sheet = { ...layer.sheet, root: withEverySecondLine(layer.sheet.root) };
  const alone = { ...drawing, data: await typesetter.draw(sheet, signal) };
  return suspects.filter(({ lines, isInk }) => meet(drawing, alone, between(lines), isInk)).map(({ slot }) => slot);
}

/** The boxes of the lines of each text, from the first to the last; a plate in a line is no line. */
function linesBySlot({ runs }: DrawingLayer): Partial<Record<TextSlot, Box[]>> {
  const lines: Partial<Record<TextSlot, Box[]>> = {};
  for (const { slot, box, isPlate } of runs) {
    if (isPlate) continue;
    const boxes = lines[slot] ?? [];
    boxes.push(box);
    lines[slot] = boxes;
  }
  return lines;
}

type InkTest = (data: Uint8Array, at: number) => boolean;

function inkTest({ ink, foot, mark }: Inks): InkTest {
  return (data, at) =>
    (data[at + 3] as number) >= OPAQUE &&
    Math.min(foot ? apartFromBlend(data, at, ink, foot) : apart(data, at, ink), apart(data, at, mark)) < NEAR;
}

/** Searched from where the boxes of the lines meet: there it is nearly always. */
function hasClearRow(drawing: Drawing, [first, second]: readonly [Box, Box], isInk: InkTest): boolean {
  const from = middleOf(first);
  const to = middleOf(second);
  const start = Math.round((first.y + first.height + second.y) / 2);
  const { x, width } = boxAround([first, second]);
  for (let distance = 0; distance < to - from; distance++) {
    for (const y of distance === 0 ? [start] : [start - distance, start + distance]) {
      if (y > from && y < to && isClear(drawing, clip({ x, y, width, height: 1 }, drawing), isInk)) return true;
    }
  }
  return false;
}

function isClear(drawing: Drawing, { x, y, width }: Box, isInk: InkTest): boolean {
  const from = ((y - drawing.y) * drawing.width + x - drawing.x) * 4;
  for (let at = from; at < from + width * 4; at += 4) if (isInk(drawing.data, at)) return false;
  return true;
}

/**
 * Whether a way without ink leads from the left to the right between two lines, never back: past the descenders of the
 * one and the ascenders of the other.
 */
function hasSeam(drawing: Drawing, [first, second]: readonly [Box, Box], isInk: InkTest): boolean {
  const top = middleOf(first);
  const { x, y, width, height } = clip(
    { ...boxAround([first, second]), y: top, height: middleOf(second) - top },
    drawing,
  );
  const clear = new Uint8Array(height);
  const reached = new Uint8Array(height).fill(1);
  for (let column = x - drawing.x; column < x - drawing.x + width; column++) {
    for (let row = 0, at = ((y - drawing.y) * drawing.width + column) * 4; row < height; row++) {
      clear[row] = isInk(drawing.data, at) ? 0 : 1;
      at += drawing.width * 4;
    }
    if (!leadOnward(reached, clear)) return false;
  }
  return height > 0;
}

/** The rows reached in the next column: clear ones beside those reached, and clear ones above and below them. */
function leadOnward(reached: Uint8Array, clear: Uint8Array): boolean {
  for (let row = 0, before = 0; row < reached.length; row++) {
    before = (clear[row] as number) & ((reached[row] as number) | before);
    reached[row] = before;
  }
  for (let row = reached.length - 1, below = 0; row >= 0; row--) {
    below = (reached[row] as number) | ((clear[row] as number) & below);
    reached[row] = below;
  }
  return reached.includes(1);
}

/** From the middle of the first line to the middle of the last. */
function between(lines: readonly Box[]): Box {
  const [first, last] = [lines[0] as Box, lines.at(-1) as Box];
  const around = boxAround(lines);
  return { ...around, y: middleOf(first), height: middleOf(last) - middleOf(first) };
}

function middleOf({ y, height }: Box): number {
  return Math.round(y + height / 2);
}

/** Whether ink of the lines that were drawn alone lies beside ink of the others. */
function meet(drawing: Drawing, alone: Drawing, region: Box, isInk: InkTest): boolean {
  const { x, y, width, height } = clip(region, drawing);
  let pixels = 0;
  for (let row = y - drawing.y + 1; row < y - drawing.y + height - 1; row++) {
    for (let column = x - drawing.x + 1; column < x - drawing.x + width - 1; column++) {
      const at = (row * drawing.width + column) * 4;
      if (!isInk(alone.data, at)) continue;
      const beside = [at - 4, at + 4, at - drawing.width * 4, at + drawing.width * 4];
      if (beside.some((other) => isInk(drawing.data, other) && !isInk(alone.data, other))) pixels++;
    }
  }
  return pixels >= LEAST_PIXELS;
}

/** The tree with the first, third, … line of each text; the others keep their place. */
function withEverySecondLine(node: Node): Node {
  if (node.type !== 'container') return node;
  const children = node.children ?? [];
  if (node.attributes?.['data-slot'] === undefined)
    return { ...node, children: children.map((child) => withEverySecondLine(child)) };
  const copies = isOutlined(children);
  return { ...node, children: copies ? children.map((copy) => halved(copy)) : halvedLines(children) };
}

function halved(copy: Node): Node {
  return copy.type === 'container' ? { ...copy, children: halvedLines(copy.children ?? []) } : copy;
}

function halvedLines(lines: readonly Node[]): Node[] {
  return lines.map((line, index) =>
    index % 2 === 0 ? line : ({ ...line, style: { ...line.style, opacity: 0 } } as Node),
  );
}
