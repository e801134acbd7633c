import { type Box, clip } from '@proofsheet/raster';
import type { Node } from '../../engine/takumi.ts';
import { isCutout } from '../../templates/manifest.ts';
import type { ImageLayer, Layer } from '../layers.ts';
import type { Setting } from '../setting.ts';
import { pointerIn, type Scene } from './pointer.ts';
import { arrowStrokes, ringStroke, type Stroke, svgOf } from './strokes.ts';

/** In `u`: the line around a mere spot and around what fills the frame, its dark edge, and the length of a barb. */
const LINE = { least: 1.7, most: 2.6 };
const EDGE = 0.55;
const BARB = 5.8;

/**
 * What `data-draw` asks for, drawn by hand: a `ring` around what the eye is to find, and an `arrow` from the headline to
 * it that crosses neither text nor face, where there is room for one. Undefined where there is no subject to point at.
 */
export function calloutLayer(kinds: string, layers: readonly Layer[], setting: Setting): Layer | undefined {
  const target = targetIn(layers, setting);
  const scene = target && sceneOf(target, layers, setting);
  if (!scene) return undefined;
  const { ring, arrow } = pointerIn(scene);
  const unit = Math.min(scene.width, scene.height) / 100;
  const wanted = new Set(kinds.split(' '));
  const strokes = [
    ...(wanted.has('ring') && target.isRinged ? [ringStroke(ring)] : []),
    ...(wanted.has('arrow') && arrow ? arrowStrokes(arrow, BARB * unit) : []),
  ];
  const line = (LINE.least + (LINE.most - LINE.least) * (ring.down / scene.height)) * unit;
  return strokes.length === 0 ? undefined : drawingOf(strokes, line, setting);
}

function drawingOf(strokes: readonly Stroke[], line: number, { theme, format, copy }: Setting): Layer {
  const unit = Math.min(format.width, format.height) / 100;
  const edged = line + EDGE * 2 * unit;
  const window = windowAround(strokes.flat(), edged / 2 + unit, format);
  const svg = svgOf(strokes, window, [
    { colour: theme.shade, width: edged },
    { colour: theme.accent, width: line },
  ]);
  const { width, height } = window;
  const root = { type: 'image', src: CALLOUT, width, height, style: { width, height } } as Node;
  const images = new Map([[CALLOUT, Buffer.from(svg)]]);
  const sheet = { root, css: '', width, height, families: copy.fonts.families, images };
  return { type: 'drawing', window, sheet, runs: [], logos: [] };
}

/** The name of the picture in its sheet. */
const CALLOUT = 'pen';

function windowAround(points: Stroke, margin: number, frame: { width: number; height: number }): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const x = Math.floor(Math.min(...xs) - margin);
  const y = Math.floor(Math.min(...ys) - margin);
  const right = Math.ceil(Math.max(...xs) + margin);
  const foot = Math.ceil(Math.max(...ys) + margin);
  const whole = { x: 0, y: 0, width: frame.width, height: frame.height };
  return clip({ x, y, width: right - x, height: foot - y }, whole);
}

function sceneOf(target: Target, layers: readonly Layer[], { format: { width, height } }: Setting): Scene | undefined {
  const runs = layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
  const headline = runs.filter(({ slot }) => slot === 'headline').map(({ box }) => box);
  if (headline.length === 0) return undefined;
  return { width, height, target: target.box, headline, texts: runs.map(({ box }) => box), faces: target.faces };
}

/** Room around a head or a thing within its ring, as shares of it. */
const HEAD = { above: 0.62, below: 0.28, beside: 0.34 };
const AROUND = 0.16;
/** The ring around a mere point, as a share of the frame's height. */
const SPOT = 0.34;
/** What fills more of the frame's height is not encircled as a whole. */
const LARGE = 0.62;

/** What is pointed at. */
interface Target {
  readonly box: Box;
  /** What fills most of the frame is not: a smaller ring would be around nothing, in the middle of a hoop for one. */
  readonly isRinged: boolean;
  readonly faces: readonly Box[];
}

/** The largest head; else the thing; else the spot that the eye goes to, or that a person set. */
function targetIn(layers: readonly Layer[], { format: { height } }: Setting): Target | undefined {
  const shown = layers.findLast((layer): layer is ImageLayer => layer.type === 'image' && layer.picture !== 'backdrop');
  if (!shown) return undefined;
  const { photo, placement } = shown;
  const { faces, focus, crop, box } = placement;
  const [face] = photo.focusIsGiven ? [] : [...faces].sort((one, other) => other.height - one.height);
  if (face) return { box: grown(face, HEAD), isRinged: true, faces };
  const subject = isCutout(shown.picture) ? { x: 0, y: 0, width: photo.width, height: photo.height } : photo.subject;
  if (subject && !photo.focusIsGiven) {
    const scale = box.height / crop.height;
    const [x, y] = [box.x + (subject.x - crop.x) * scale, box.y + (subject.y - crop.y) * scale];
    const thing = { x, y, width: subject.width * scale, height: subject.height * scale };
    if (Math.max(thing.width, thing.height) >= height * LARGE) return { box: thing, isRinged: false, faces };
    return { box: grown(thing, { above: AROUND, below: AROUND, beside: AROUND }), isRinged: true, faces };
  }
  const side = height * SPOT;
  return { box: { x: focus.x - side / 2, y: focus.y - side / 2, width: side, height: side }, isRinged: true, faces };
}

function grown({ x, y, width, height }: Box, { above, below, beside }: typeof HEAD): Box {
  return {
    x: x - width * beside,
    y: y - height * above,
    width: width * (1 + beside * 2),
    height: height * (1 + above + below),
  };
}
