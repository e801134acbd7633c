import { type Box, clip } from '@proofsheet/raster';
import type { Node } from '../../engine/takumi.ts';
import { isCutout } from '../../templates/manifest.ts';
import type { ImageLayer, Layer } from '../layers.ts';
import type { Setting } from '../setting.ts';
import { pointerIn, type Scene } from './pointer.ts';
import { arrowStrokes, ringStroke, type Stroke, svgOf } from './strokes.ts';

/** The width of the line, in `u`: it grows with the ring. */
const LINE = { least: 1.7, most: 2.6 };
/** The width of its dark edge, in `u`. */
const EDGE = 0.55;
/** The length of an arrow's barb, in `u`. */
const BARB = 5.8;

/**
 * The strokes that `data-draw` asks for, as if drawn by hand: a `ring` around the target, and an `arrow` to it from the
 * headline that crosses neither text nor face, where there is room for one. Undefined where there is nothing to point
 * at.
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
  return { type: 'drawing', window, sheet, runs: [], logos: [], codes: [] };
}

/** The name of the strokes' image in its sheet. */
const CALLOUT = 'callout';

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
  const { box, isRinged, faces } = target;
  return { width, height, target: box, isRinged, headline, texts: runs.map((run) => run.box), faces };
}

/** The margin between a face and its ring, as shares of the face. */
const AROUND_FACE = { above: 0.62, below: 0.28, beside: 0.34 };
/** The margin between an object and its ring, as shares of the object. */
const AROUND_OBJECT = { above: 0.16, below: 0.16, beside: 0.16 };
/** The size of a ring around a mere point, as a share of the frame's height. */
const AROUND_POINT = 0.34;
/** An object whose longer side is at least this share of the frame's height is not ringed. */
const LARGE = 0.62;

/** What the callout points at. */
interface Target {
  readonly box: Box;
  /**
   * An object that fills most of the frame is not ringed: a ring of the largest size would lie within it. An arrow that
   * came so far would lie on it too; it ends at its side, or is left out.
   */
  readonly isRinged: boolean;
  readonly faces: readonly Box[];
}

/** The largest face; else the object; else the focus. A focus that was set by hand comes before all. */
function targetIn(layers: readonly Layer[], { format: { height } }: Setting): Target | undefined {
  const layer = layers.findLast((layer): layer is ImageLayer => layer.type === 'image' && layer.slot !== 'backdrop');
  if (!layer) return undefined;
  const { photo, placement } = layer;
  const { faces, focus, crop, box } = placement;
  const [face] = photo.focusIsGiven ? [] : [...faces].sort((one, other) => other.height - one.height);
  if (face) return { box: expanded(face, AROUND_FACE), isRinged: true, faces };
  const subject = isCutout(layer.slot) ? { x: 0, y: 0, width: photo.width, height: photo.height } : photo.subject;
  if (subject && !photo.focusIsGiven) {
    const scale = box.height / crop.height;
    const [x, y] = [box.x + (subject.x - crop.x) * scale, box.y + (subject.y - crop.y) * scale];
    const object = { x, y, width: subject.width * scale, height: subject.height * scale };
    if (Math.max(object.width, object.height) >= height * LARGE) return { box: object, isRinged: false, faces };
    return { box: expanded(object, AROUND_OBJECT), isRinged: true, faces };
  }
  const side = height * AROUND_POINT;
  return { box: { x: focus.x - side / 2, y: focus.y - side / 2, width: side, height: side }, isRinged: true, faces };
}

function expanded({ x, y, width, height }: Box, { above, below, beside }: typeof AROUND_FACE): Box {
  return {
    x: x - width * beside,
    y: y - height * above,
    width: width * (1 + beside * 2),
    height: height * (1 + above + below),
  };
}
