import type { Analysis, Face, UploadMediaType } from '@proofsheet/domain';
import { decode } from './codec/decode.ts';
import { encodeMaster, encodeProxy } from './codec/encode-master.ts';
import { type CutoutImage, cutoutImage } from './cutout/cutout-image.ts';
import { type Findings, findSubject, type Subject } from './find-subject.ts';
import type { OperatorModels } from './operator-models/line.ts';
import { ModelFailure } from './operator-models/model-failure.ts';
import { findFaces } from './people/find-faces.ts';
import { VisionUnavailable } from './people/models.ts';
import { type Pixels, release, workCopy } from './planes/pixels.ts';
import { analyse, WORK_SIDE } from './readings/take-readings.ts';

export interface SeenImage {
  /** What every picture is made of: upright, sRGB, without metadata, no side over `LIMITS.masterSide`. */
  readonly master: Buffer;
  readonly mediaType: UploadMediaType;
  /** A JPEG copy of a large master without alpha, its longest side `LIMITS.proxySide`. */
  readonly proxy?: Buffer;
  readonly analysis: Analysis;
  /** The part of the image that the cut-out's bounds name, with alpha; where one was made and can be trusted. */
  readonly cutout?: CutoutImage;
}

/**
 * Everything that ingest learns from an upload and keeps of it, one step after the other: images are what runs side by
 * side, and each of them keeps to one core. Throws the faults of `decode`; whatever else cannot be
 * seen is a finding. The same bytes, models and settings give the same result.
 */
export async function see(bytes: Buffer, models: OperatorModels = {}): Promise<SeenImage> {
  const { pixels, mediaType } = await decode(bytes);
  const work = await workCopy(pixels, WORK_SIDE);
  try {
    const master = await encodeMaster(pixels, mediaType);
    const proxy = await encodeProxy(pixels, mediaType);
    return { ...master, ...(proxy ? { proxy } : {}), ...(await learn(pixels, work, models)) };
  } finally {
    release(pixels.data, work.data);
  }
}

async function learn(
  pixels: Pixels,
  work: Pixels,
  models: OperatorModels,
): Promise<Pick<SeenImage, 'analysis' | 'cutout'>> {
  const findings: Findings = [];
  const faces = await lookForFaces(work, findings);
  const subject = await findSubject(pixels, work, faces, models, findings);
  const nsfw = await askWhetherSafe(work, models, findings);
  const trusted = subject?.cutout.usable ? subject : undefined;
  const cutout = subject?.cutout ?? null;
  const analysis = await analyse(pixels, work, { faces, cutout, findings, mask: trusted?.mask, nsfw });
  const image = trusted && (await storedCutout(pixels, trusted));
  if (subject) release(subject.image.data, subject.mask.data);
  return { analysis, ...(image ? { cutout: image } : {}) };
}

/** What came with alpha is its own cut-out: the master. */
async function storedCutout(pixels: Pixels, { cutout, image, mask }: Subject): Promise<CutoutImage | undefined> {
  return cutout.by === 'alpha' ? undefined : cutoutImage(pixels, image, mask, cutout.bounds);
}

async function lookForFaces(work: Pixels, findings: Findings): Promise<Face[]> {
  try {
    return await findFaces(work);
  } catch (error) {
    if (!(error instanceof VisionUnavailable)) throw error;
    findings.push({ code: 'vision_unavailable', message: error.message });
    return [];
  }
}

async function askWhetherSafe(work: Pixels, { nsfw }: OperatorModels, findings: Findings): Promise<number | undefined> {
  try {
    return await nsfw?.(work);
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    findings.push({ code: error.finding, message: error.message });
    return undefined;
  }
}
