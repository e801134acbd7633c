import { evenOut, type Fit } from './even-out.ts';
import { penLayer } from './pen/pen.ts';
import type { Photograph } from './photographs.ts';
import type { Box } from './pixels.ts';
import { type Placement, placePicture } from './place.ts';
import { boxOf, inside, isOptional, measuringSizeOf, readable, without } from './room.ts';
import type { Picture, TextBox, TextSlot } from './templates.ts';
import { type FittedSlot, finishedTree, measuringTree, PROBES, pairs, type Setting, wordsIn } from './tree.ts';
import { type FittedLine, fitWords, type Metrics } from './type/fit.ts';
import { isOutlined } from './type/line.ts';
import { blankEndsOf, leastLineHeight } from './type/scripts.ts';
import { brokenWords, type Word } from './type/segment.ts';
import type { MeasuredNode, Node, Sheet, Typesetter } from './type/takumi.ts';

/** A line of text where it stands in the frame. */
export interface TextRun {
  readonly slot: TextSlot;
  readonly box: Box;
  readonly size: number;
  /** What stands in the line and is not its ink on its ground: emoji, and plates, which are runs of their own. */
  readonly apart: readonly Box[];
  /** How much of its length is the blank half of full-width punctuation at its ends, in type sizes. */
  readonly blank: number;
}

/** One layer of the picture, from the back to the front. */
export type Layer =
  | {
      readonly type: 'image';
      readonly picture: Picture;
      readonly photo: Photograph;
      readonly placement: Placement;
      readonly attributes: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'drawing';
      /** The part of the frame that is drawn on; the sheet is of its size. */
      readonly window: Box;
      readonly sheet: Sheet;
      readonly runs: readonly TextRun[];
      /** Where the logo stands. */
      readonly logos: readonly Box[];
    };

export interface Layout {
  readonly setting: Setting;
  readonly layers: readonly Layer[];
  readonly headline: readonly FittedLine[];
}

/** A text that is too long for its box in a template, even in the box's least size. */
export interface Misfit {
  readonly slot: TextSlot;
}

/** Sets the copy into the template for one format, or says which slot's text does not fit its box. */
export async function layOut(setting: Setting, typesetter: Typesetter, signal?: AbortSignal): Promise<Layout | Misfit> {
  const fitted = await fitSlots(setting, typesetter, signal);
  if ('slot' in fitted)
    return isOptional(fitted.slot, setting) ? layOut(without(fitted.slot, setting), typesetter, signal) : fitted;
  const root = finishedTree(setting, fitted);
  const measured = await typesetter.measure(sheetOf(setting, root), signal);
  return { setting, layers: layersOf(setting, root, measured), headline: fitted.get('headline')?.lines ?? [] };
}

type Fitted = ReadonlyMap<TextSlot, FittedSlot>;

/** Whole words first; only where they fit at no size are they broken, at the places that allow it. */
async function fitSlots(setting: Setting, typesetter: Typesetter, signal?: AbortSignal): Promise<Fitted | Misfit> {
  const whole = await fitAll(setting, (slot) => wordsIn(setting, slot), typesetter, signal);
  if (!('slot' in whole) || isOptional(whole.slot, setting)) return whole;
  return fitAll(setting, (slot) => brokenWords(wordsIn(setting, slot)), typesetter, signal);
}

async function fitAll(
  setting: Setting,
  wordsOf: (slot: TextSlot) => readonly Word[],
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Fitted | Misfit> {
  const root = measuringTree(setting, wordsOf);
  const measured = await typesetter.measure(sheetOf(setting, root), signal);
  const fitted = new Map<TextSlot, FittedSlot>();
  const fits = new Map<TextSlot, Fit>();
  for (const [node, box] of pairs(root, measured)) {
    const slot = node.attributes?.['data-slot'] as TextSlot | undefined;
    const spec = slot && setting.template.slots[slot];
    if (!slot || !spec || fitted.has(slot)) continue;
    const textBox = boxOf(spec, setting);
    if (!textBox) return { slot };
    const words = wordsOf(slot);
    const metrics = metricsOf(box, words, measuringSizeOf(slot, setting));
    const fit = (room: TextBox) => fitWords(words, metrics, inside(room, spec, setting), setting.format, spec.fill);
    const lines = fit(readable(textBox, setting)) ?? (textBox.optional ? undefined : fit(textBox));
    if (!lines) return { slot };
    fitted.set(slot, { lines, lineHeight: metrics.raised });
    fits.set(slot, (most) => fit({ ...textBox, most }));
  }
  evenOut(fitted, fits, setting.format);
  return fitted.has('headline') ? fitted : { slot: 'headline' };
}

/** Widths and heights in hundredths of the type size. */
function metricsOf(
  slot: MeasuredNode,
  words: readonly Word[],
  measuringSize: number,
): Metrics & { raised: number | undefined } {
  const scale = 100 / measuringSize;
  const widths = slot.children.map((line) => line.width * scale);
  const [spaced = 0, unspaced = 0, hyphen = 0] = widths.slice(-PROBES.length);
  const last = slot.children.at(-1);
  const given = last ? last.height * scale : 120;
  const faceHeight = ((last?.runs[0]?.height ?? 0) * scale || given) / 100;
  const least = leastLineHeight(words.map(({ text }) => text).join(''), faceHeight);
  const raised = least * 100 > given ? least : undefined;
  // Emoji and plates may be higher than the line that they stand in.
  const lineHeight = Math.max((raised ?? 0) * 100, ...slot.children.map((line) => line.height * scale));
  return { words: widths.slice(0, words.length), space: spaced - unspaced, hyphen, lineHeight, raised };
}

/** The root's children are the layers; neighbours that are drawn are drawn together. */
function layersOf(setting: Setting, root: Node, measured: MeasuredNode): Layer[] {
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
    const pen = penLayer(kinds, layers, setting);
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

function runsOf(node: Node, measured: MeasuredNode): TextRun[] {
  const runs: TextRun[] = [];
  for (const [element, box] of pairs(node, measured)) {
    const slot = element.attributes?.['data-slot'] as TextSlot | undefined;
    if (!slot || element.type !== 'container') continue;
    for (const [line, lineBox] of linesOf(element, box)) {
      const [left, right] = extentOf(lineBox);
      const size = Number((line.style as { fontSize?: number } | undefined)?.fontSize ?? 0);
      const inset =
        'children' in line ? (line.children ?? []).filter((child) => child.style?.display === 'inline-block') : [];
      const apart = lineBox.children.map((child) => boundsOf(child));
      runs.push({ slot, size, box: boundsOf(lineBox, left, right - left), apart, blank: blankEndsOf(textIn(line)) });
      for (const [index, child] of inset.entries()) {
        const plate = apart[index];
        if (child.className === 'plate' && plate) runs.push({ slot, size, box: plate, apart: [], blank: 0 });
      }
    }
  }
  return runs;
}

function textIn(node: Node): string {
  if (node.type === 'text') return node.text;
  return 'children' in node ? (node.children ?? []).map(textIn).join('') : '';
}

function logosOf(node: Node, measured: MeasuredNode): Box[] {
  return [...pairs(node, measured)]
    .filter(([element]) => element.attributes?.['data-slot'] === 'logo')
    .map(([, box]) => boundsOf(box));
}

/** The lines of a slot as they are measured; of an outlined one, those that lie above. */
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
function boundsOf({ transform: [a, b, c, d, e, f], height, ...node }: MeasuredNode, left = 0, width = node.width): Box {
  const corners = [left, left + width].flatMap((x) =>
    [0, height].map((y) => [a * x + c * y + e, b * x + d * y + f] as const),
  );
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const x = Math.round(Math.min(...xs));
  const y = Math.round(Math.min(...ys));
  return { x, y, width: Math.round(Math.max(...xs)) - x, height: Math.round(Math.max(...ys)) - y };
}

function sheetOf({ template, format, copy }: Setting, root: Node): Sheet {
  const { width, height } = format;
  const foreign = template.foreign ? template.name : undefined;
  return {
    root,
    css: template.css[format.aspect],
    width,
    height,
    families: copy.fonts.families,
    images: copy.emoji,
    foreign,
  };
}
