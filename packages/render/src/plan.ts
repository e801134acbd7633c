import type { Format } from '@proofsheet/domain';
import { picturesFor } from './cast.ts';
import type { Bearing } from './photographs.ts';
import type { Picture, Scheme, Template } from './templates.ts';

/** One way to make the picture, the same for all formats of a variant. */
export interface Candidate {
  readonly template: Template;
  readonly scheme: Scheme;
  readonly flip: boolean;
  /** Whether dominant and accent colour change places. */
  readonly swap: boolean;
  /** What the template shows of what there is. */
  readonly shown: ReadonlySet<Picture>;
}

/** Every template, scheme and side that the formats and pictures allow, in an order that the seed decides. */
export function candidatesFor(
  templates: readonly Template[],
  formats: readonly Format[],
  pictures: ReadonlySet<Picture>,
  seed: number,
  bearing: (shown: ReadonlySet<Picture>) => Bearing = () => ({}),
): Candidate[] {
  const candidates = templates
    .filter((template) => serves(template, formats))
    .flatMap((template) => {
      const shown = picturesFor(template, pictures);
      if (!shown) return [];
      const { side, darkPhoto = false } = bearing(shown);
      return schemesOf(template, darkPhoto).flatMap((scheme) =>
        flipsOf(template, side).flatMap((flip) =>
          [false, true].map((swap) => ({ template, scheme, flip, swap, shown })),
        ),
      );
    });
  return shuffled(candidates, randomFrom(seed));
}

/** Unflipped, a template has its picture on the right. */
function flipsOf({ flips }: Template, side: Bearing['side']): boolean[] {
  if (!flips) return [false];
  return side === undefined ? [false, true] : [side === 'left'];
}

function schemesOf({ blends, schemes }: Template, darkPhoto: boolean): Scheme[] {
  const clean = schemes.filter((scheme) => !(blends && darkPhoto && scheme === 'bright'));
  return clean.length > 0 ? clean : schemes;
}

/** Swapped colours are second choice: the palette was meant the other way round. */
const SWAPPED = 0.5;

/** Takes the candidate that is least like those already chosen; of equals, the first in the seed's order. */
export function takeMostDifferent(candidates: Candidate[], chosen: readonly Candidate[]): Candidate | undefined {
  let best = 0;
  let furthest = Number.NEGATIVE_INFINITY;
  for (const [index, candidate] of candidates.entries()) {
    const nearest = Math.min(2, ...chosen.map((other) => difference(candidate, other)));
    const merit = nearest - (candidate.swap ? SWAPPED : 0);
    if (merit > furthest) [best, furthest] = [index, merit];
  }
  return candidates.splice(best, 1)[0];
}

/** Composition counts most, then the colours, then the side. */
function difference(a: Candidate, b: Candidate): number {
  return (
    (a.template === b.template ? 0 : 1) +
    (a.scheme === b.scheme ? 0 : 0.4) +
    (a.flip === b.flip ? 0 : 0.25) +
    (a.swap === b.swap ? 0 : 0.1)
  );
}

function serves(template: Template, formats: readonly Format[]): boolean {
  return formats.every(({ kind, aspect }) => kind === template.kind && template.aspects.includes(aspect));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** Mulberry32: small, fast, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
