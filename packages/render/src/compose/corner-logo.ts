import { type Box, boxAround, type Canvas, clip, luminanceOf } from '@proofsheet/raster';
import type { Layout } from '../layout/layers.ts';
import { isCutout } from '../templates/manifest.ts';
import type { ClearSpot } from './covered-subject.ts';
import { withClearSpace } from './lay-logo.ts';
import type { MeasuredRun } from './legibility/measure-text.ts';

/** What is in a picture that a logo keeps off. */
export interface Standing {
  readonly canvas: Canvas;
  readonly runs: readonly MeasuredRun[];
  readonly faces: readonly { readonly box: Box }[];
  readonly subjects: readonly (readonly ClearSpot[])[];
}

/** From the edges of the frame, as a share of its shorter side. */
const MARGIN = 0.045;
/** Words that begin this near to there, in margins, are in line with the logo. */
const IN_LINE = { from: 0.7, to: 2.5 } as const;
/** What is drawn and takes more of the frame than this is a ground or a panel. */
const ORNAMENT = 0.12;
/** Above a face, in its heights. */
const HAIR = 0.5;
/** A spot of a subject reaches about this far around it, as a share of the frame's shorter side. */
const AROUND_SPOT = 0.03;

/**
 * The corners for a logo that its template has no place for, along the head and then along the foot: those that are clear of
 * words, faces, subjects, edges of any kind and what the platform draws.
 */
export function freeCorners(
  { setting: { format, flip }, layers }: Layout,
  logo: { readonly width: number; readonly height: number },
  { canvas, runs, faces, subjects }: Standing,
): Box[] {
  const shorter = Math.min(format.width, format.height);
  const margin = marginOf(runs, format.width, shorter * MARGIN, flip);
  const [left, right] = [margin, format.width - margin - logo.width];
  const [top, bottom] = [margin, format.height - margin - logo.height];
  const [near, far] = flip ? [right, left] : [left, right];
  const corners = [
    { x: near, y: top },
    { x: far, y: top },
    { x: near, y: bottom },
    { x: far, y: bottom },
  ];
  const heads = faces.map(({ box }) => boxAround([box, { ...box, y: box.y - box.height * HAIR }]));
  const ornaments = layers
    .flatMap((layer) => (layer.type === 'drawing' ? (layer.ornaments ?? []) : []))
    .filter((box) => areaOf(box) <= format.width * format.height * ORNAMENT);
  const taken = [...runs.map(({ plate, box }) => plate ?? box), ...ornaments, ...heads, ...format.reserved];
  const reach = shorter * AROUND_SPOT;
  const spots = subjects
    .flat()
    .map(({ x, y }) => ({ x: x - reach, y: y - reach, width: reach * 2, height: reach * 2 }));
  const photographs = layers.flatMap((layer) =>
    layer.type === 'image' && !isCutout(layer.slot) ? [layer.placement.box] : [],
  );
  const isFree = (room: Box) =>
    [...taken, ...spots].every((other) => areaOf(clip(other, room)) === 0) &&
    photographs.every((photo) => [0, areaOf(room)].includes(Math.round(areaOf(clip(photo, room)))));
  return corners
    .map((corner) => ({ ...corner, width: logo.width, height: logo.height }))
    .filter((box) => isFree(rounded(withClearSpace(box))) && isCalm(canvas, rounded(withClearSpace(box))));
}

/** That of the words, where they begin near the edge. */
function marginOf(runs: readonly MeasuredRun[], width: number, usual: number, flip: boolean): number {
  const begun = Math.min(...runs.map(({ box }) => (flip ? width - box.x - box.width : box.x)));
  return Math.round(begun >= usual * IN_LINE.from && begun <= usual * IN_LINE.to ? begun : usual);
}

/** Of a room: so much of it, and not more, may be this far off in luminance from most of it. */
const EDGE = { apart: 0.16, share: 0.03 } as const;
/** Pixels between those that are read. */
const STEP = 3;

/** Whether nothing that is drawn or photographed has a strong edge in a room. */
function isCalm(canvas: Canvas, room: Box): boolean {
  const { x, y, width, height } = clip(room, { x: 0, y: 0, width: canvas.width, height: canvas.height });
  const levels: number[] = [];
  for (let down = y; down < y + height; down += STEP)
    for (let across = x; across < x + width; across += STEP) levels.push(luminanceOf(canvas, across, down));
  const middle = levels.toSorted((a, b) => a - b)[levels.length >> 1] ?? 0;
  return levels.filter((level) => Math.abs(level - middle) > EDGE.apart).length <= levels.length * EDGE.share;
}

function rounded({ x, y, width, height }: Box): Box {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
}

function areaOf({ width, height }: Box): number {
  return width * height;
}
