import type { Analysis, AnalysisFinding, Cutout, CutoutMethod, Face } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { judgeCutout, LEAST_CONFIDENCE } from './cutout/judge.ts';
import { plainGroundMask } from './cutout/plain-ground.ts';
import type { OperatorModels } from './operator-models/line.ts';
import { ModelFailure } from './operator-models/model-failure.ts';
import { VisionUnavailable } from './people/models.ts';
import { personMask } from './people/person-mask.ts';
import { alphaMask, opaqueBounds } from './planes/mask.ts';
import { type Pixels, shrunk } from './planes/pixels.ts';

export type Findings = Analysis['findings'];

export interface Subject {
  readonly cutout: Cutout;
  /** The copy of the image that the mask was found in, and the mask, of its size. */
  readonly image: Pixels;
  readonly mask: Mask;
}

/** What one method gave: a mask to be judged, the reason why there is none, or nothing to report. */
type Attempt =
  | { readonly mask: Mask; readonly agreement: number }
  | { readonly code: AnalysisFinding; readonly message: string }
  | undefined;

/** Longest side of the copy in which subjects are told from their ground. */
const SIDE = 1024;
/** A mask that holds less than this share of a face has missed the person. */
const LEAST_OF_FACE = 0.85;

/**
 * The subject of an image, by the first method that can be trusted: its own alpha, a plain ground, the operator's
 * model, a person where there is a face. Where none can be trusted, the one with the highest confidence, not usable;
 * the reasons are added to `findings`. `work` is a copy without alpha.
 */
export async function findSubject(
  pixels: Pixels,
  work: Pixels,
  faces: readonly Face[],
  models: OperatorModels,
  findings: Findings,
): Promise<Subject | undefined> {
  const image = await shrunk(work, SIDE);
  if (pixels.channels === 4) return byOwnAlpha(pixels, image);
  const methods: [CutoutMethod, () => Attempt | Promise<Attempt>][] = [
    ['plain-ground', () => byPlainGround(image)],
    ['model', () => byOperatorModel(image, models)],
    ['person', () => byPerson(image, faces)],
  ];
  const reasons: Findings = [];
  let surest: Subject | undefined;
  for (const [by, attempt] of methods) {
    const result = await attempt();
    if (result === undefined) continue;
    if ('code' in result) {
      reasons.push(result);
      continue;
    }
    const subject = judge(result.mask, image, by, result.agreement, faces);
    if (subject.cutout.usable) {
      findings.push(...reasons.filter(({ code }) => code.startsWith('cutout_model')));
      return subject;
    }
    if (!surest || subject.cutout.confidence > surest.cutout.confidence) surest = subject;
  }
  findings.push(...reasons, ...(surest ? [notTrusted(surest.cutout)] : []));
  return surest;
}

/** An image with alpha was cut out by its author: the alpha is used as it is. */
async function byOwnAlpha(pixels: Pixels, image: Pixels): Promise<Subject | undefined> {
  const mask = alphaMask(await shrunk(pixels, Math.max(image.width, image.height)));
  if (!mask) return undefined;
  return {
    image,
    mask,
    cutout: { ...judgeCutout(mask, image, 'alpha', 1), bounds: opaqueBounds(pixels), usable: true },
  };
}

function byPlainGround(image: Pixels): Attempt {
  const found = plainGroundMask(image);
  return 'refused' in found ? { code: found.refused, message: found.message } : found;
}

async function byOperatorModel(image: Pixels, { cutout }: OperatorModels): Promise<Attempt> {
  try {
    return await cutout?.(image);
  } catch (error) {
    if (error instanceof ModelFailure) return { code: error.finding, message: error.message };
    throw error;
  }
}

async function byPerson(image: Pixels, faces: readonly Face[]): Promise<Attempt> {
  if (faces.length === 0) return undefined;
  try {
    return await personMask(image, faces);
  } catch (error) {
    if (error instanceof VisionUnavailable) return { code: 'vision_unavailable', message: error.message };
    throw error;
  }
}

/** A mask that leaves out a face is of another subject, however clean its edge. */
function judge(mask: Mask, image: Pixels, by: CutoutMethod, agreement: number, faces: readonly Face[]): Subject {
  const cutout = judgeCutout(mask, image, by, agreement);
  const misses = faces.some((face) => shareInside(mask, face) < LEAST_OF_FACE);
  return { image, mask, cutout: misses ? { ...cutout, confidence: 0, usable: false } : cutout };
}

/** The share of the middle of a face that is in the mask: the corners of its box are ground. */
function shareInside({ data, width, height }: Mask, face: Face): number {
  const [left, right] = [face.x + face.width * 0.2, face.x + face.width * 0.8].map((x) => Math.round(x * width));
  const [top, bottom] = [face.y + face.height * 0.2, face.y + face.height * 0.8].map((y) => Math.round(y * height));
  let [inside, count] = [0, 0];
  for (let y = Math.max(0, top ?? 0); y < Math.min(height, bottom ?? 0); y += 1) {
    for (let x = Math.max(0, left ?? 0); x < Math.min(width, right ?? 0); x += 1, count += 1) {
      inside += (data[y * width + x] as number) / 255;
    }
  }
  return count === 0 ? 1 : inside / count;
}

function notTrusted({ by, confidence }: Cutout): Findings[number] {
  const message = `The best cut-out, by ${by}, has a confidence of ${confidence}; it is used from ${LEAST_CONFIDENCE} on.`;
  return { code: 'cutout_implausible', message };
}
