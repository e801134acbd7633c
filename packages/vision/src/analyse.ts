import type { Analysis, Box, Face, UploadMediaType } from '@proofsheet/domain';
import { clip, release } from '@proofsheet/raster';
import { decode } from './codec/decode.ts';
import { encodeMaster, encodeProxy } from './codec/encode-master.ts';
import { type CutoutImage, cutoutImage } from './cutout/cutout-image.ts';
import { type Findings, findSubject, type Subject } from './find-subject.ts';
import type { OperatorModels } from './operator-models/line.ts';
import { ModelFailure } from './operator-models/model-failure.ts';
import { findFaces } from './people/find-faces.ts';
import { VisionUnavailable } from './people/models.ts';
import { lumaBytes } from './planes/luma.ts';
import { cutFrom, type Pixels, workCopy } from './planes/pixels.ts';
import { inWhole } from './readings/in-whole.ts';
import { natureOf } from './readings/nature.ts';
import { sharesOf, withoutRims } from './readings/rims.ts';
import { placeholderOf, takeReadings, WORK_SIDE } from './readings/take-readings.ts';
import { beyond, isTrimmed, onPaper } from './readings/trimmed.ts';
import type { Voters } from './subject-methods.ts';

export interface AnalysedImage {
  /** The image that every picture is made of: upright, sRGB, without metadata, no side over `LIMITS.masterSide`. */
  readonly master: Buffer;
  readonly mediaType: UploadMediaType;
  /** A JPEG copy of a large master without alpha, its longest side `LIMITS.proxySide`. */
  readonly proxy?: Buffer;
  readonly analysis: Analysis;
  /** The part of the image inside the cut-out's bounds, with alpha; where a cut-out was made and can be trusted. */
  readonly cutout?: CutoutImage;
}

/**
 * Everything that ingest learns and keeps of an upload. The steps run one after the other on one core, because images
 * are analysed side by side. Throws the faults of `decode`; any other failure is a finding of the analysis. The same
 * bytes, models and settings give the same result.
 */
export async function analyse(bytes: Buffer, models: Voters = { salient: true }): Promise<AnalysedImage> {
  const { pixels, mediaType } = await decode(bytes);
  try {
    const master = await encodeMaster(pixels, mediaType);
    const proxy = await encodeProxy(pixels, mediaType);
    return { ...master, ...(proxy ? { proxy } : {}), ...(await lookAt(pixels, models)) };
  } finally {
    release(pixels.data);
  }
}

/** Rims are looked past: what is found lies within them, and is told in shares of all of the image. */
async function lookAt(pixels: Pixels, models: Voters): Promise<Pick<AnalysedImage, 'analysis' | 'cutout'>> {
  const all = await workCopy(pixels, WORK_SIDE);
  const rims = withoutRims(pixels);
  const trimmed = pixels.channels === 3 && isTrimmed(all, rims && withoutRims(all));
  if ((!rims && !trimmed) || isDrawn(all)) return see(pixels, all, models);
  const seenTrimmed = trimmed ? await seeTrimmed(pixels, all, models) : undefined;
  if (seenTrimmed) return seenTrimmed;
  if (!rims) return see(pixels, all, models);
  const inner = cutFrom(pixels, rims);
  release(all.data);
  try {
    const { analysis, ...seen } = await see(inner, await workCopy(inner, WORK_SIDE), models);
    return { analysis: inWhole(analysis, sharesOf(rims, pixels), pixels), ...seen };
  } finally {
    release(inner.data);
  }
}

/**
 * A thing that its photograph was trimmed to is looked at with paper around it, which it is told from there; undefined
 * where it is nothing in particular, or a person, who would be cut off. It ends at the edges of its photograph.
 */
async function seeTrimmed(
  pixels: Pixels,
  all: Pixels,
  models: Voters,
): Promise<Pick<AnalysedImage, 'analysis' | 'cutout'> | undefined> {
  const { pixels: around, picture } = onPaper(pixels);
  try {
    const { analysis, ...seen } = await see(around, await workCopy(around, WORK_SIDE), models, picture);
    const { subject, faces, seen: readings } = analysis;
    if (!readings?.ground.plain || faces.length > 0 || !subject || subject.kind === 'none' || subject.person)
      return undefined;
    const { picture: _, ...whole } = inWhole(analysis, beyond(picture), pixels);
    const ground = { ...readings.ground, trimmed: true };
    const placeholder = await placeholderOf(all);
    release(all.data);
    return { analysis: { ...whole, seen: { ...readings, ground }, placeholder }, ...seen };
  } finally {
    release(around.data);
  }
}

/** A page or a logo has bars of its own. */
function isDrawn(work: Pixels): boolean {
  return natureOf(lumaBytes(work), work.width, work.height).is !== 'photo';
}

/** `work` is the copy of `pixels` that is looked at; it is released. A cut-out is kept within `picture`, in shares. */
async function see(
  pixels: Pixels,
  work: Pixels,
  models: Voters,
  picture?: Box,
): Promise<Pick<AnalysedImage, 'analysis' | 'cutout'>> {
  const findings: Findings = [];
  try {
    const faces = await facesIn(work, findings);
    const luma = lumaBytes(work);
    const nature = natureOf(luma, work.width, work.height);
    const { best: found, subject, mask } = await findSubject(pixels, work, { faces, nature }, models, findings);
    const best = picture && found ? cutWithin(found, picture) : found;
    const nsfw = await nsfwScore(work, models, findings);
    const seen = { faces, cutout: best?.cutout ?? null, findings, subject, mask, nsfw, nature, luma };
    const analysis = await takeReadings(pixels, work, seen);
    const cutout = await storedCutout(pixels, best);
    if (best) release(best.image.data, best.mask.data);
    return { analysis, ...(cutout ? { cutout } : {}) };
  } finally {
    release(work.data);
  }
}

function cutWithin(subject: Subject, picture: Box): Subject {
  const { cutout } = subject;
  return { ...subject, cutout: { ...cutout, bounds: clip(cutout.bounds, picture) } };
}

async function facesIn(work: Pixels, findings: Findings): Promise<Face[]> {
  try {
    return await findFaces(work);
  } catch (error) {
    if (!(error instanceof VisionUnavailable)) throw error;
    findings.push({ code: 'vision_unavailable', message: error.message });
    return [];
  }
}

async function nsfwScore(work: Pixels, { nsfw }: OperatorModels, findings: Findings): Promise<number | undefined> {
  try {
    return await nsfw?.(work);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    findings.push({ code: error.finding, message: error.message });
    return undefined;
  }
}

/** Undefined where the cut-out cannot be trusted; and for an image with alpha, whose cut-out is the master. */
async function storedCutout(pixels: Pixels, subject: Subject | undefined): Promise<CutoutImage | undefined> {
  if (!subject?.cutout.usable || subject.cutout.by === 'alpha') return undefined;
  return cutoutImage(pixels, subject.image, subject.mask, subject.cutout.bounds);
}
