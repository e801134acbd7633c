import type { Analysis, Cutout, CutoutMethod, Face, SightFinding } from '@proofsheet/domain';
import { judgeCutout, LEAST_CONFIDENCE } from './cutout/judge.ts';
import { plainGroundMask } from './cutout/plain-ground.ts';
import type { OperatorModels } from './operator-models/line.ts';
import { ModelFailure } from './operator-models/model-failure.ts';
import { VisionUnavailable } from './people/models.ts';
import { personMask } from './people/person-mask.ts';
import { alphaMask, opaqueBounds } from './planes/alpha.ts';
import type { Mask } from './planes/mask.ts';
import { type Pixels, shrunk } from './planes/pixels.ts';

export type Findings = Analysis['findings'];

export interface Subject {
  readonly cutout: Cutout;
  /** The copy of the image that the mask was found in, and the mask, of its size. */
  readonly image: Pixels;
  readonly mask: Mask;
}

/** What one way of looking gave: a mask to be judged, a reason why there is none, or nothing to say. */
type Look = { readonly mask: Mask; readonly agreement: number } | SightFindingWithMessage | undefined;
type SightFindingWithMessage = { readonly code: SightFinding; readonly message: string };

/** Longest side of the copy in which subjects are told from their ground. */
const SIDE = 1024;
/** A mask has missed the person when less of a face than this is in it. */
const LEAST_OF_FACE = 0.85;

/**
 * The subject of an image, by the first way of looking that can be trusted: its own alpha, a plain ground, the operator's
 * model, a person where there is a face. Where none can be, the surest of them, not usable; why is added to `findings`.
 * `work` is a copy without alpha.
 */
export async function findSubject(
  pixels: Pixels,
  work: Pixels,
  faces: readonly Face[],
  models: OperatorModels,
  findings: Findings,
): Promise<Subject | undefined> {
  const image = await shrunk(work, SIDE);
  if (pixels.channels === 4) return ownAlpha(pixels, image);
  const looks: [CutoutMethod, () => Look | Promise<Look>][] = [
    ['plain-ground', () => lookForPlainGround(image)],
    ['model', () => askModel(image, models)],
    ['person', () => lookForPerson(image, faces)],
  ];
  const reasons: Findings = [];
  let surest: Subject | undefined;
  for (const [by, look] of looks) {
    const found = await look();
    if (found === undefined) continue;
    if ('code' in found) {
      reasons.push(found);
      continue;
    }
    const subject = judge(found.mask, image, by, found.agreement, faces);
    if (subject.cutout.usable) {
      findings.push(...reasons.filter(({ code }) => code.startsWith('cutout_model')));
      return subject;
    }
    if (!surest || subject.cutout.confidence > surest.cutout.confidence) surest = subject;
  }
  findings.push(...reasons, ...(surest ? [notTrusted(surest.cutout)] : []));
  return surest;
}

/** What came with alpha was cut out by somebody: it is used as it is. */
async function ownAlpha(pixels: Pixels, image: Pixels): Promise<Subject | undefined> {
  const mask = alphaMask(await shrunk(pixels, Math.max(image.width, image.height)));
  if (!mask) return undefined;
  return {
    image,
    mask,
    cutout: { ...judgeCutout(mask, image, 'alpha', 1), bounds: opaqueBounds(pixels), usable: true },
  };
}

function lookForPlainGround(image: Pixels): Look {
  const found = plainGroundMask(image);
  return 'refused' in found ? { code: found.refused, message: found.message } : found;
}

async function askModel(image: Pixels, { cutout }: OperatorModels): Promise<Look> {
  try {
    return await cutout?.(image);
  } catch (error) {
    if (error instanceof ModelFailure) return { code: error.finding, message: error.message };
    throw error;
  }
}

async function lookForPerson(image: Pixels, faces: readonly Face[]): Promise<Look> {
  if (faces.length === 0) return undefined;
  try {
    return await personMask(image, faces);
  } catch (error) {
    if (error instanceof VisionUnavailable) return { code: 'vision_unavailable', message: error.message };
    throw error;
  }
}

/** A mask that leaves out a face is of something else, however clean its edge. */
function judge(mask: Mask, image: Pixels, by: CutoutMethod, agreement: number, faces: readonly Face[]): Subject {
  const cutout = judgeCutout(mask, image, by, agreement);
  const misses = faces.some((face) => shareInside(mask, face) < LEAST_OF_FACE);
  return { image, mask, cutout: misses ? { ...cutout, confidence: 0, usable: false } : cutout };
}

/** Of the middle of a face: its box has corners that are ground. */
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
