import { type Box, blankCanvas, blend, type Canvas, clip, paste, release, rgbOf } from '@proofsheet/raster';
import type { Typesetter } from '../engine/takumi.ts';
import type { DrawingLayer, GroundLayer, ImageLayer, Layout, TextRun } from '../layout/layers.ts';
import { plateFor } from '../layout/logo.ts';
import type { QrImage } from '../layout/qr.ts';
import type { LogoImage } from '../layout/setting.ts';
import { isCutout, isPrice, type TextSlot } from '../templates/manifest.ts';
import { type BrandShares, brandSharesOf } from './brand-share.ts';
import { freeCorners } from './corner-logo.ts';
import { type ClearSpot, coveredShare, coverSubjects } from './covered-subject.ts';
import { drawGround } from './grounds/ground.ts';
import { coveringPhoto, cropFor, type LaidImage, layImage, opaque } from './lay-image.ts';
import { isReadAt, layLogo, type MeasuredLogo } from './lay-logo.ts';
import { type AppliedFix, fixContrast, isWeak } from './legibility/fix-contrast.ts';
import { type MeasuredRun, measureRuns } from './legibility/measure-text.ts';
import { touchingLines } from './legibility/touching-lines.ts';
import { faceVeil, hiddenShare, type Occluder, spotsOf, type Veil } from './occlusion.ts';
import { meeting, runningInto, shareOfLine, shareOfPlate, shareOnSubject } from './on-subject.ts';

export interface Composition {
  readonly canvas: Canvas;
  /** What the text measures on the pixels that it stands on. */
  readonly runs: readonly MeasuredRun[];
  /** What had to be done for text to be legible. */
  readonly mended: readonly AppliedFix[];
  /** How the logo stands off from the pixels behind it, everywhere it is shown. */
  readonly logos: readonly MeasuredLogo[];
  /** The largest share of a line's box that a subject hides. */
  readonly hidden: number;
  /** The same of plates, fourfold: a subject that meets a button is on it. */
  readonly hiddenPlates: number;
  /** How much of each line of a price a subject hides, at most, by its place among the runs. */
  readonly hiddenPrices: ReadonlyMap<number, number>;
  /** The texts of which one line meets the next. */
  readonly touching: readonly TextSlot[];
  /** The largest share of a face that is covered by what is drawn over it: type, plates, scrims. */
  readonly veiled: number;
  /** The share of a line, in an ad also of its plate, that stands on a subject, at most. */
  readonly onSubject: number;
  /** The share of a subject that is covered by what is drawn over it, at most; of what the frame shows of it. */
  readonly covered: number;
  /** The share of a cut-out's outline that cannot be told from its ground, at most. */
  readonly lost: number;
  /** How much of the picture is in each of the brand's colours; empty without a brand. */
  readonly brand: BrandShares;
}

/**
 * Stacks a layout's layers on the ground colour, from the back to the front, and measures each as it is laid: what a
 * later layer covers can no longer be read off the canvas. Text and logos that do not stand out from what is behind
 * them are fixed, unless `fixes` is false.
 */
export async function compose(
  layout: Layout,
  typesetter: Typesetter,
  { signal, fixes = true }: { readonly signal?: AbortSignal | undefined; readonly fixes?: boolean } = {},
): Promise<Composition> {
  const { format, theme } = layout.setting;
  await decodeShared(layout);
  const covering = coveringPhoto(layout);
  const cropped = covering && (await cropFor(covering, layout));
  const canvas = cropped ?? blankCanvas(format.width, format.height, rgbOf(theme.ground));
  const progress: Progress = {
    canvas,
    runs: [],
    mended: [],
    logos: [],
    hidden: 0,
    hiddenPlates: 0,
    lost: 0,
    onSubject: 0,
    hiddenPrices: new Map(),
    faces: [],
    subjects: [],
    busts: [],
    cutouts: [],
    touching: [],
  };
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'drawing') await addDrawing(progress, layer, layout, { typesetter, fixes, signal });
    else if (layer.type === 'ground') addGround(progress, layer, layout);
    else addImage(progress, layer, layer === covering ? opaque(layer) : await layImage(canvas, layer, layout));
  }
  addCornerLogo(progress, layout, fixes);
  const { faces, subjects, busts, cutouts: _, ...measured } = progress;
  const veiled = 1 - Math.min(1, ...faces.map(({ clear }) => clear));
  const brand = brandSharesOf(canvas, theme.brand);
  return { ...measured, brand, veiled, covered: Math.max(0, ...[...subjects, ...busts].map(coveredShare)) };
}

/** A composition while its layers are being stacked. */
interface Progress {
  readonly canvas: Canvas;
  readonly runs: MeasuredRun[];
  readonly mended: AppliedFix[];
  readonly logos: MeasuredLogo[];
  hidden: number;
  hiddenPlates: number;
  lost: number;
  onSubject: number;
  readonly hiddenPrices: Map<number, number>;
  readonly touching: TextSlot[];
  /** The faces laid so far, and how much of each is still clear, 0 to 1. */
  readonly faces: { readonly box: Box; clear: number }[];
  /** The subjects laid so far, and how much of each of their spots is still clear. */
  readonly subjects: (readonly ClearSpot[])[];
  /** The same of the heads and shoulders of portraits: a line may touch them. */
  readonly busts: (readonly ClearSpot[])[];
  /** All that is seen of cut-outs, clothes included. */
  readonly cutouts: (readonly ClearSpot[])[];
}

async function addDrawing(
  progress: Progress,
  layer: DrawingLayer,
  { setting }: Layout,
  { typesetter, fixes, signal }: { typesetter: Typesetter; fixes: boolean; signal: AbortSignal | undefined },
): Promise<void> {
  const { canvas, runs, mended, logos } = progress;
  const drawing = { ...layer.window, data: await typesetter.draw(layer.sheet, signal) };
  progress.touching.push(...(await touchingLines(drawing, layer, setting, typesetter, signal)));
  blend(canvas, drawing, drawing.x, drawing.y);
  const measured = measureRuns(canvas, drawing, layer.runs, setting);
  const fixed = fixes && measured.some(isWeak) ? fixContrast(canvas, drawing, measured, setting) : undefined;
  runs.push(...(fixed?.runs ?? measured));
  mended.push(...(fixed?.applied ?? []));
  const { logo, theme } = setting;
  const occluders = [{ box: drawing, overlay: drawing }, ...(fixed?.veils ?? [])];
  const plates = setting.format.kind === 'AD' ? platesOf(layer.runs) : [];
  const before = plates.length > 0 ? structuredClone(progress.subjects) : [];
  coverFaces(progress, occluders);
  coverSubjects(seenOf(progress), occluders);
  const linesOn = layer.runs.map((run) => shareOfLine(run, progress.subjects));
  const linesInto = setting.format.kind === 'AD' ? layer.runs.map((run) => runningInto(run, progress.cutouts)) : [];
  const platesOn = plates.map((plate) => shareOfPlate(plate, before, progress.subjects));
  progress.onSubject = Math.max(progress.onSubject, ...linesOn, ...linesInto, ...platesOn);
  coverSubjects(seenOf(progress), [], layer.runs);
  for (const room of logo ? layer.logos : []) {
    const laid = layLogo(canvas, logo as LogoImage, room, { theme, fixes });
    const onSubject = shareOnSubject(laid.box, [...progress.subjects, ...progress.busts], progress.faces);
    logos.push({ ...laid, plated: laid.plated || plateFor(logo, theme) !== undefined, onSubject });
  }
  for (const room of setting.qr ? layer.codes : []) layCode(canvas, setting.qr as QrImage, room);
  release(drawing.data);
}

/** Over all that is there already, so that what it covers is known. */
function addCornerLogo(progress: Progress, layout: Layout, fixes: boolean): void {
  const { cornerLogo, theme } = layout.setting;
  if (!cornerLogo) return;
  const { canvas, runs, faces, logos } = progress;
  const corners = freeCorners(layout, cornerLogo, { canvas, runs, faces, subjects: seenOf(progress) });
  const box = corners.find((corner) => isReadAt(canvas, cornerLogo, corner)) ?? corners[0];
  if (box) logos.push({ ...layLogo(canvas, cornerLogo, box, { theme, fixes }), onSubject: 0 });
}

function seenOf({ subjects, busts, cutouts }: Progress): (readonly ClearSpot[])[] {
  return [...subjects, ...busts, ...cutouts];
}

function platesOf(runs: readonly TextRun[]): Box[] {
  return runs.flatMap(({ plate }) => plate ?? []);
}

/** Its modules are whole pixels, so it is laid on whole pixels and drawn over by nothing of its own layer. */
function layCode(canvas: Canvas, code: QrImage, room: Box): void {
  const x = Math.round(room.x + (room.width - code.width) / 2);
  blend(canvas, code, x, Math.round(room.y + (room.height - code.height) / 2));
}

/** What lies under a ground is gone, as under a photograph. */
function addGround(progress: Progress, { box, ...ground }: GroundLayer, { setting: { theme, seed } }: Layout): void {
  const drawn = drawGround({ ...ground, width: box.width, height: box.height, seed }, theme);
  paste(progress.canvas, drawn, box.x, box.y);
  release(drawn.data);
  const occluders = [{ box, overlay: 'solid' as const }];
  coverFaces(progress, occluders);
  coverSubjects(seenOf(progress), occluders);
}

/** Behind a backdrop there is nothing to hide, and nothing on it is a subject. */
function addImage(progress: Progress, { slot, placement }: ImageLayer, { occluder, lost }: LaidImage): void {
  if (slot === 'backdrop') return;
  progress.lost = Math.max(progress.lost, lost);
  const { canvas, runs, faces } = progress;
  const platesHidden = platesOf(runs).map((plate) => meeting(hiddenShare(plate, occluder)));
  progress.hiddenPlates = Math.max(progress.hiddenPlates, ...platesHidden);
  progress.hidden = Math.max(progress.hidden, ...runs.map((run) => hiddenShare(run.box, occluder)));
  for (const [index, run] of runs.entries()) {
    if (!isPrice(run.slot)) continue;
    const share = hiddenShare(run.box, occluder);
    progress.hiddenPrices.set(index, Math.max(progress.hiddenPrices.get(index) ?? 0, share));
  }
  for (const [index, logo] of progress.logos.entries()) {
    const onSubject = Math.max(logo.onSubject, meeting(hiddenShare(logo.box, occluder)));
    progress.logos[index] = { ...logo, onSubject };
  }
  coverFaces(progress, [occluder]);
  coverSubjects(seenOf(progress), [occluder]);
  if (isCutout(slot)) progress.cutouts.push(spotsOf(occluder, canvas));
  if (occluder.overlay !== 'solid') release(occluder.overlay.data);
  const frame = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const things = placement.each.length > 0 ? placement.each : [placement.spots];
  for (const spots of things) progress.subjects.push(spots.map((spot) => ({ ...spot, clear: 1 })));
  progress.busts.push(placement.bust.map((spot) => ({ ...spot, clear: 1 })));
  faces.push(...placement.faces.map((face) => ({ box: clip(clip(face, placement.box), frame), clear: 1 })));
}

function coverFaces({ faces }: Progress, occluders: readonly (Occluder | Veil)[]): void {
  for (const face of faces) for (const occluder of occluders) face.clear *= 1 - faceVeil(face.box, occluder);
}

/** A photograph that is shown twice, as when it is its own backdrop, is decoded once for both. */
async function decodeShared({ layers }: Layout): Promise<void> {
  const photos = layers.flatMap((layer) => (layer.type === 'image' ? [layer.photo] : []));
  const shared = photos.filter((photo, index) => photos.indexOf(photo) < index);
  for (const { image } of shared) await image.pixels();
}
