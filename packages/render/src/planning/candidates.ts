import { CROPS, type Crop, type Format, type Recipe, type Scheme } from '@proofsheet/domain';
import { randomFrom } from '@proofsheet/raster';
import { type Pictures, type SubjectHints, subjectHints } from '../images/photographs.ts';
import type { Template } from '../templates/manifest.ts';
import { standingOf } from '../templates/standing.ts';
import type { TemplateFit } from './template-fit.ts';

/** One way to make the picture, the same for all formats of a variant. */
export interface Candidate {
  readonly template: Template;
  readonly scheme: Scheme;
  readonly flip: boolean;
  /** Whether the dominant and the accent colour are exchanged. */
  readonly swap: boolean;
  readonly crop: Crop;
  readonly pictures: Pictures;
  readonly omits: TemplateFit['omits'];
  readonly blind: boolean;
}

export interface PlanInput {
  readonly fits: readonly TemplateFit[];
  readonly formats: readonly Format[];
  /** Whether a template may serve only some of the formats. */
  readonly lenient: boolean;
}

/** Every template, scheme, side and crop that the formats and pictures allow, in an order that the seed decides. */
export function candidatesFor({ fits, formats, lenient }: PlanInput, seed: number): Candidate[] {
  const candidates = fits
    .filter(({ template }) => serves(template, formats, lenient))
    .flatMap(({ template, pictures, omits, blind }) => {
      const { side, darkPhoto = false } = subjectHints(pictures);
      return schemesOf(template, darkPhoto).flatMap((scheme) =>
        flipsOf(template, side).flatMap((flip) =>
          cropsOf(pictures).flatMap((crop) =>
            [false, true].map((swap) => ({ template, scheme, flip, swap, crop, pictures, omits, blind })),
          ),
        ),
      );
    });
  return shuffled(candidates, randomFrom(seed));
}

export function recipeOf({ template, scheme, flip, swap, crop }: Candidate): Recipe {
  return { template: template.name, scheme, flip, swap, crop };
}

/** The recipe in other palettes and crops, without itself; mirrored as well where these are fewer than `count`. */
export function variationsOf(like: Recipe, candidates: readonly Candidate[], count: number): Candidate[] {
  const others = candidates.filter(
    ({ scheme, flip, swap, crop }) =>
      scheme !== like.scheme || flip !== like.flip || swap !== like.swap || crop !== like.crop,
  );
  const sameSide = others.filter(({ flip }) => flip === like.flip);
  return sameSide.length >= count ? sameSide : others;
}

/** Unflipped, a template has its picture on the right. */
function flipsOf({ flips }: Template, side: SubjectHints['side']): boolean[] {
  if (flips !== true) return [false];
  return side === undefined ? [false, true] : [side === 'left'];
}

function schemesOf({ blends, schemes }: Template, darkPhoto: boolean): Scheme[] {
  const clean = schemes.filter((scheme) => !(blends && darkPhoto && scheme === 'bright'));
  return clean.length > 0 ? clean : schemes;
}

function cropsOf(pictures: Pictures): readonly Crop[] {
  return pictures.has('photo') || pictures.has('cutout') ? CROPS : ['usual'];
}

/** Penalties are in units of `difference`. Exchanged colours are second choice: palettes are meant the other way. */
const SWAP_PENALTY = 0.5;
const CLOSER_PENALTY = 0.6;
/** Leaving subjects out is worse than showing them in another palette of the same template. */
const LEFT_OUT_PENALTY = 1.25;
/** A part of an offer is better shown where the composition is made for it. */
const IN_FOOT_PENALTY = 0.3;
/** What a template weighs that stands at nothing: one that is refused often comes after others, but before their second palettes. */
const STANDING_PENALTY = 2;
/** A page is shown first on the screen that it was drawn for. */
const SCREEN_MERIT = 0.5;
/** No difference makes up for given words that are left out. */
const UNSHOWN_COPY_PENALTY = 4;

/** Removes and returns the candidate that is least like those chosen; of equals, the first in the seed's order. */
export function takeMostDifferent(candidates: Candidate[], chosen: readonly Candidate[]): Candidate | undefined {
  let best = 0;
  let furthest = Number.NEGATIVE_INFINITY;
  for (const [index, candidate] of candidates.entries()) {
    const nearest = Math.min(2, ...chosen.map((other) => difference(candidate, other)));
    const { pictures, copy, offer, foot } = candidate.omits;
    const omitted = pictures * LEFT_OUT_PENALTY + (copy + offer) * UNSHOWN_COPY_PENALTY + foot * IN_FOOT_PENALTY;
    const merit =
      nearest +
      (candidate.template.screens !== undefined && !candidate.blind ? SCREEN_MERIT : 0) -
      (candidate.swap ? SWAP_PENALTY : 0) -
      (candidate.crop === 'closer' ? CLOSER_PENALTY : 0) -
      (1 - standingOf(candidate.template)) * STANDING_PENALTY -
      omitted;
    if (merit > furthest) [best, furthest] = [index, merit];
  }
  return candidates.splice(best, 1)[0];
}

/** The expected difference, before anything is drawn: composition counts most, then colours, then side and crop. */
function difference(a: Candidate, b: Candidate): number {
  return (
    (a.template === b.template ? 0 : 1) +
    (a.scheme === b.scheme ? 0 : 0.4) +
    (a.flip === b.flip ? 0 : 0.25) +
    (a.crop === b.crop ? 0 : 0.2) +
    (a.swap === b.swap ? 0 : 0.1)
  );
}

/** Candidates with the same key have the same layout: they differ in their colours only. */
export function compositionKey({ template, flip, crop }: Candidate): string {
  return `${template.name} ${flip} ${crop}`;
}

function serves(template: Template, formats: readonly Format[], lenient: boolean): boolean {
  const served = ({ kind, aspect }: Format) => kind === template.kind && template.aspects.includes(aspect);
  return lenient ? formats.some(served) : formats.every(served);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
