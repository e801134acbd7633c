import type {
  Analysis,
  AnalysisFinding,
  Cutout,
  CutoutMethod,
  Face,
  PhotographedSubject,
  Seen,
} from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import { gapsIn, withLeftBehind } from './cutout/calm-ground.ts';
import { groundShare } from './cutout/ground-share.ts';
import { judgeCutout, LEAST_CONFIDENCE } from './cutout/judge.ts';
import { withoutShade } from './cutout/shade-remains.ts';
import { agreed, bitesOf, clampedTo, doubted, largestPiece } from './cutout/votes.ts';
import { SILHOUETTE_SIDE, silhouette } from './ground/silhouette.ts';
import { looksLikePeople } from './people/looks-like-people.ts';
import { VisionUnavailable } from './people/models.ts';
import { alphaMask, opaqueBounds } from './planes/mask.ts';
import { type Pixels, shrunk } from './planes/pixels.ts';
import { regionAbove } from './planes/region.ts';
import { countThings, describeSubject } from './salient/describe-subject.ts';
import { methodsOf, type Seeing, type Voters } from './subject-methods.ts';

export type Findings = Analysis['findings'];

/** A subject as one method saw it. */
export interface Subject {
  readonly cutout: Cutout;
  /** The copy of the image that the mask was found in, and the mask, of its size. */
  readonly image: Pixels;
  readonly mask: Mask;
  /** The method saw that it is there, and not where it ends. */
  readonly vague?: boolean;
  /** It is sure of itself, but the model does not confirm it: where it is, is known. */
  readonly unconfirmed?: boolean;
  /** How far what the method saw confirms a mask, 0 to 1. */
  readonly confirms?: ((mask: Mask) => number) | undefined;
}

export interface FoundSubject {
  /** By whom it was cut out best, whether or not that may be used. */
  readonly best?: Subject;
  /** Where it is, even where nothing is to be cut out. */
  readonly subject?: PhotographedSubject;
  /** What `subject` was described by. */
  readonly mask?: Mask;
}

/** Longest side of the copy in which subjects are told from their ground. */
const SIDE = 1024;
/** A mask that holds less than this share of a face has missed the person. */
const LEAST_OF_FACE = 0.85;
/** A plain ground or a person of this confidence is right: the large model is not asked, */
const BEYOND_DOUBT = 0.95;
/** unless so much of what stands before the ground has its hue, as the shadow between legs and a reflection have, or nearly its colour, as white laces have. */
const LIKE_SHADE = { near: 0.03, of: 'hue', share: 0.1 } as const;
/** Agreement of the model from which what it saw is there, though it may not be cut out by it. */
const LEAST_SEEN = 0.15;
/** Share of all sides of the image along which a thing may run out of it and be cut out: more of it is missing. */
const MOST_CUT_OFF = 0.3;
/** The same of several things. */
const MOST_CUT_OFF_OF_SEVERAL = 0.02;

/**
 * The subject of an image. Its own alpha is taken as it is. Otherwise a plain ground, a model and, where there is a face, the
 * model of people each say what it is; the surest of those that agree cuts it out. Where none can be trusted, the one
 * with the highest confidence is given, not usable; the reasons are added to `findings`. `work` is a copy without alpha.
 */
export async function findSubject(
  pixels: Pixels,
  work: Pixels,
  { faces, nature }: { readonly faces: readonly Face[]; readonly nature: Seen['nature'] },
  voters: Voters,
  findings: Findings,
): Promise<FoundSubject> {
  const image = await shrunk(work, SIDE);
  if (pixels.channels === 4) return byOwnAlpha(pixels, image, faces);
  const { subjects, reasons } = await askAll(image, { faces, nature }, voters);
  const surest = agreed(subjects);
  if (!surest) {
    findings.push(...reasons);
    return nature.is === 'photo' ? byItsLines(image) : {};
  }
  const known = subjects.find(({ unconfirmed }) => unconfirmed) ?? subjects.find(({ cutout }) => cutout.by === 'model');
  const seen = surest.cutout.usable ? surest : (known ?? surest);
  const person = await isPeople(seen, faces);
  // Flat colours and hard edges, and no ground behind them: a page, not a thing.
  const drawing = nature.is === 'page' || (nature.is === 'logo' && reasons.some(({ code }) => PLAIN_REFUSED.has(code)));
  const best = drawing ? unusable(surest) : gated(person ? surest : withoutTheCutOff(surest), leastOf(surest, voters));
  const { usable } = best.cutout;
  if (usable) findings.push(...reasons.filter(({ code }) => code.startsWith('cutout_model')));
  else findings.push(...reasons, notTrusted(best.cutout, leastOf(surest, voters)));
  const unsure = !usable && !person && seen.cutout.parts.agreement < LEAST_SEEN;
  const stands = nature.is === 'logo' && nature.confidence < SURELY_DRAWN && seen.cutout.parts.agreement >= STANDS_OUT;
  const isPage = drawing && !stands;
  const described = { by: seen.cutout.by, confidence: seen.cutout.parts.agreement, person, nothing: isPage || unsure };
  const mask = usable ? seen.mask : withLeftBehind(seen.mask, seen.image);
  const subject = describeSubject(mask, described);
  const isSeen = subject !== undefined && subject.kind !== 'none';
  return { best, ...(subject ? { subject, mask } : {}), ...(isSeen || isPage ? {} : await byItsLines(image)) };
}

/** How sure it is that a thing is where only its lines say so. */
const BY_LINES = 0.3;

/** A thing that hardly differs from its plain ground is told from it by nobody; where it is, its lines say. */
async function byItsLines(image: Pixels): Promise<Pick<FoundSubject, 'subject' | 'mask'>> {
  const mask = silhouette(await shrunk(image, SILHOUETTE_SIDE));
  const described = { by: 'plain-ground', confidence: BY_LINES, person: false, nothing: false } as const;
  const subject = mask && describeSubject(mask, described);
  return subject ? { subject, mask } : {};
}

const PLAIN_REFUSED: ReadonlySet<AnalysisFinding> = new Set(['ground_not_plain', 'cutout_implausible']);

/** Of what may be drawn no more than this surely, what the model sees with such agreement stands out: planes before a grey sky. */
const SURELY_DRAWN = 0.65;
const STANDS_OUT = 0.6;

/**
 * People may run out of the image. Of a thing that the model saw before any ground, what runs out is missing; and several of
 * which one does are a scene: the sofa and the wall of a room.
 */
function withoutTheCutOff(subject: Subject): Subject {
  const { cutout, mask } = subject;
  const { left, top, right, bottom } = cutout.touches;
  const most = countThings(mask) > 1 ? MOST_CUT_OFF_OF_SEVERAL : MOST_CUT_OFF;
  return cutout.by === 'model' && left + top + right + bottom > most ? unusable(subject) : subject;
}

function gated(subject: Subject, least: number): Subject {
  const { cutout } = subject;
  return cutout.confidence < least ? { ...subject, cutout: { ...cutout, usable: false } } : subject;
}

/**
 * From which confidence on a cut-out by the model that comes with Proofsheet is used: of 64 pictures with less strangers
 * refused 46, of 1,672 others three in ten.
 */
const LEAST_OF_MODEL = 0.85;

function leastOf({ cutout }: Subject, voters: Voters): number {
  return cutout.by === 'model' && !voters.cutout ? LEAST_OF_MODEL : LEAST_CONFIDENCE;
}

function unusable(subject: Subject): Subject {
  return { ...subject, cutout: { ...subject.cutout, confidence: 0, usable: false } };
}

/** One after the other, until one is right beyond doubt. */
async function askAll(
  image: Pixels,
  { faces, nature }: Pick<Seen, 'nature'> & { faces: readonly Face[] },
  voters: Voters,
) {
  const subjects: Subject[] = [];
  const reasons: Findings = [];
  for (const [by, attempt] of methodsOf(image, faces, voters)) {
    const result = await attempt();
    if (result === undefined) continue;
    if ('code' in result) {
      reasons.push(result);
      continue;
    }
    const subject = withEdges(judge(result.mask, image, by, result.agreement, faces), result);
    if (isBeyondDoubt(subject, nature)) return { subjects: [subject], reasons };
    subjects.push(subject);
  }
  return { subjects: mended(subjects, faces), reasons };
}

function isBeyondDoubt({ cutout: { by, confidence, usable }, mask, image }: Subject, nature: Seen['nature']): boolean {
  // Letters are no things: the model has nothing to say of a logo that stands out.
  if (by === 'plain-ground' && usable && nature.is === 'logo') return groundShare(mask, image, FAINT) < FAINT_INK;
  if (by === 'model' || confidence < BEYOND_DOUBT) return false;
  if (by === 'person') return true;
  return groundShare(mask, image, LIKE_SHADE) < LIKE_SHADE.share && groundShare(mask, image, FAINT) < FAINT.little;
}

function withEdges(subject: Subject, { edges = 1, confirms }: Pick<Seeing, 'edges' | 'confirms'>): Subject {
  const sure = Math.min(edges, confirms?.(subject.mask) ?? 1);
  return { ...doubtedEdge(subject, sure), vague: edges < LEAST_CONFIDENCE, confirms };
}

/** No surer of where it ends than this. */
function doubtedEdge(subject: Subject, sure: number): Subject {
  const { cutout } = subject;
  const parts = { ...cutout.parts, edge: Math.min(cutout.parts.edge, sure) };
  const confidence = Math.min(cutout.confidence, sure);
  const usable = cutout.usable && confidence >= LEAST_CONFIDENCE;
  return { ...subject, cutout: { ...cutout, parts, confidence, usable } };
}

/** Share of a subject before a plain ground that the model saw faintly, and that stays: a base of chrome is no shadow. */
const MOST_TAKEN = 0.02;

/**
 * A mask before a plain ground, without what the model is sure that it has too much or too little. Where the model is not
 * sure, a subject that hardly differs from its ground is confirmed by nobody: a table top of glass is no white one. What
 * the model saw has to confirm people: the bar in their hands, all of their hair.
 */
function mended(subjects: readonly Subject[], faces: readonly Face[]): Subject[] {
  const model = subjects.find(({ cutout }) => cutout.by === 'model');
  if (!model) return [...subjects];
  const sure = model.cutout.parts.agreement >= LEAST_CONFIDENCE && !model.vague;
  return subjects.map((subject) => {
    const { image, cutout } = subject;
    if (cutout.by === 'person') {
      const confirmed = doubtedEdge(subject, model.confirms?.(subject.mask) ?? 1);
      return { ...confirmed, unconfirmed: cutout.usable && !confirmed.cutout.usable };
    }
    if (cutout.by !== 'plain-ground' || cutout.parts.agreement < LEAST_CONFIDENCE) return subject;
    if (!sure) return doubted(subject, unconfirmed(subject));
    const gaps = gapsIn(subject.mask, image);
    const mask = clampedTo(model.mask, subject.mask, gaps);
    const taken = largestPiece(subject.mask, mask) - largestPiece(subject.mask, model.mask);
    if (taken > MOST_TAKEN) return subject;
    const judged = judge(mask, image, 'plain-ground', model.cutout.parts.agreement, faces);
    return doubted(judged, trustBelow(bitesOf(mask, model.mask, gaps), MOST_BITTEN));
  });
}

/** Shares of a subject before a plain ground that a sure model has and it has not: nothing, and a rim with notches. */
const MOST_BITTEN = { little: 0.0005, much: 0.0025 };
/** Shares of a subject that are within this OKLab distance of its ground: up to the first, colour alone is trusted. */
const FAINT = { near: 0.08, of: 'colour', little: 0.08, much: 0.18 } as const;
/** Of a logo so much may be as faint. */
const FAINT_INK = 0.15;

function unconfirmed({ mask, image }: Subject): number {
  return trustBelow(groundShare(mask, image, FAINT), FAINT);
}

/** 1 up to the first share, 0 from the second on. */
function trustBelow(share: number, { little, much }: { readonly little: number; readonly much: number }): number {
  return Math.min(1, Math.max(0, (much - share) / (much - little)));
}

async function isPeople({ mask, image }: Subject, faces: readonly Face[]): Promise<boolean> {
  if (faces.some((face) => shareInside(mask, face) >= 0.5)) return true;
  const region = regionAbove(127, mask.data, mask.width, mask.height, 0);
  if (!region || region.width < 16 || region.height < 16) return false;
  try {
    return await looksLikePeople(image, mask, region);
  } catch (error) {
    if (error instanceof VisionUnavailable) return false;
    throw error;
  }
}

/** An image with alpha was cut out by its author: the alpha is used as it is. */
async function byOwnAlpha(pixels: Pixels, image: Pixels, faces: readonly Face[]): Promise<FoundSubject> {
  const mask = alphaMask(await shrunk(pixels, Math.max(image.width, image.height)));
  if (!mask) return {};
  const judged = judgeCutout(mask, image, 'alpha', 1);
  const touches = faces.length === 0 && isTrimmed(judged.touches) ? NO_SIDE : judged.touches;
  const cutout = { ...judged, touches, bounds: opaqueBounds(pixels), usable: true };
  const subject = describeSubject(mask, { by: 'alpha', confidence: 1, person: faces.length > 0, nothing: false });
  return { best: { image, mask, cutout }, ...(subject ? { subject, mask } : {}) };
}

/** Share of each side along which a thing that its author has trimmed to its box touches it. */
const STRAIGHT_SIDES = 0.5;
const NO_SIDE: Cutout['touches'] = { left: 0, top: 0, right: 0, bottom: 0 };

/** A phone, a card, a window with round corners: what reaches all four sides was cut off at none. People are, by a photograph. */
function isTrimmed({ left, top, right, bottom }: Cutout['touches']): boolean {
  return Math.min(left, top, right, bottom) >= STRAIGHT_SIDES;
}

/** A mask that leaves out a face is of another subject, however clean its edge. */
function judge(found: Mask, image: Pixels, by: CutoutMethod, agreement: number, faces: readonly Face[]): Subject {
  const mask = by === 'person' ? found : withoutShade(found, image);
  const cutout = judgeCutout(mask, image, by, agreement);
  const misses = faces.some((face) => shareInside(mask, face) < LEAST_OF_FACE);
  return misses
    ? unusable({ image, mask, cutout: { ...cutout, parts: { ...cutout.parts, agreement: 0 } } })
    : { image, mask, cutout };
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

function notTrusted({ by, confidence }: Cutout, least: number): Findings[number] {
  const message = `The best cut-out, by ${by}, has a confidence of ${confidence}; it is used from ${least} on.`;
  return { code: 'cutout_implausible', message };
}
