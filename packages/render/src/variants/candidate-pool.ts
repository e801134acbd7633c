import type { Finding } from '@proofsheet/domain';
import { misplaced } from '../inspect/findings.ts';
import type { Layout } from '../layout/layers.ts';
import { type Candidate, shapeOf, takeMostDifferent } from '../planning/candidates.ts';
import { type Broken, brokenBy, isLaidOut, layOutFor, type Material, type Unfit } from './lay-out-candidate.ts';
import { distanceBetween, type Rendition, renditionOf } from './sketch.ts';

/** A candidate with what is laid out of it: formats in their order, as far as the first in which it can be. */
export interface Contender {
  readonly candidate: Candidate;
  readonly layouts: readonly (Layout | Unfit)[];
  /** What it looks like from afar; undefined where there is nothing to compare it with. */
  readonly rendition: Rendition | undefined;
}

/** What keeps a candidate from being shown while there is a better one. */
export interface Trouble {
  readonly flaws: readonly Finding[];
  /** How many formats it cannot be had in, and why not in the first of them. */
  readonly lost: number;
  readonly unfit?: Unfit | undefined;
}

interface SetAside extends Trouble {
  readonly candidate: Candidate;
}

export interface Lineup {
  /** The next candidate without known trouble, as unlike those chosen as can be; undefined when they have run out. */
  next(chosen: readonly Contender[]): Promise<Contender | undefined>;
  /** Keeps a candidate for when nothing better is left. */
  setAside(candidate: Candidate, trouble: Trouble): void;
  /** The least troubled of those set aside; of equals, the one that differs most from those chosen. */
  nextBest(chosen: readonly Contender[]): Promise<Contender | undefined>;
  /** Drops a candidate, and all that stand alike, because a text does not fit. */
  dismiss(candidate: Candidate, unfit: Unfit): void;
  /** What could not be laid out, and why. */
  readonly misfits: readonly { readonly template: string; readonly unfit: Unfit }[];
}

/**
 * So many more candidates than are chosen are compared. Each costs a layout and a sketch, about 3 ms together; with three
 * more instead of one, four variants of five photographs were only 2 % further apart. They are laid out one after the
 * other, before any is composed: between pictures of megabytes each would take twice as long, for the caches are cold.
 */
const SPARE = 1;

/** Of those that wait, no distance makes up for subjects that are left out. */
const UNSEEN = 1;

export function openLineup(
  candidates: readonly Candidate[],
  material: Material,
  { count, partly }: { readonly count: number; readonly partly: boolean },
  signal?: AbortSignal,
): Lineup {
  const compares = count > 1;
  const left = [...candidates];
  const waiting: Contender[] = [];
  const asides: SetAside[] = [];
  const misfits: { template: string; unfit: Unfit }[] = [];
  /** What is wrong with a shape is wrong with it in all colours; a template that is broken once is not waited for again. */
  const troubles = new Map<string, Trouble | 'unfit'>();

  const lay = async (candidate: Candidate): Promise<Contender> => {
    const layouts: (Layout | Unfit)[] = [];
    for (const format of material.formats) {
      const layout = await layOutFor(candidate, format, material, signal);
      layouts.push(layout);
      if (isLaidOut(layout) || !partly) break;
    }
    return { candidate, layouts, rendition: undefined };
  };

  const sketch = async (contender: Contender): Promise<Contender> => {
    const last = contender.layouts.at(-1);
    if (!compares || !last || !isLaidOut(last)) return contender;
    const rendition = await renditionOf(last, material.typesetter, signal).catch(brokenBy);
    return isBroken(rendition)
      ? { ...contender, layouts: [...contender.layouts.slice(0, -1), rendition] }
      : { ...contender, rendition };
  };

  const dismiss = (candidate: Candidate, unfit: Unfit): void => {
    troubles.set(scopeOf(candidate, unfit), 'unfit');
    misfits.push({ template: candidate.template.name, unfit });
  };

  /** Whether a candidate joins those that wait; what is wrong with it is remembered for its shape. */
  const join = async (candidate: Candidate): Promise<void> => {
    const shape = shapeOf(candidate);
    const known = troubles.get(shape) ?? troubles.get(candidate.template.name);
    if (known === 'unfit') return;
    if (known) return void asides.push({ candidate, ...known });
    if (candidate.omits.copy > 0 || candidate.blind) return void asides.push({ candidate, flaws: [], lost: 0 });
    const laid = await lay(candidate);
    const unfit = unfitOf(laid);
    if (unfit) return dismiss(candidate, unfit);
    const flaws = misplaced(laid.layouts.at(-1) as Layout);
    if (flaws.length === 0) return enter(await sketch(laid));
    const trouble = { flaws, lost: 0 };
    troubles.set(shape, trouble);
    asides.push({ candidate, ...trouble });
  };

  /** What is only seen to be broken when it is sketched is dismissed like what cannot be laid out. */
  const enter = (contender: Contender): void => {
    const unfit = unfitOf(contender);
    if (unfit) dismiss(contender.candidate, unfit);
    else waiting.push(contender);
  };

  return {
    misfits,
    dismiss,
    async next(chosen) {
      const room = compares ? count - chosen.length + SPARE : 1;
      while (waiting.length < room) {
        const candidate = takeMostDifferent(
          left,
          [...chosen, ...waiting].map((contender) => contender.candidate),
        );
        if (!candidate) break;
        await join(candidate);
      }
      const merits = waiting.map(
        (contender) => (distanceToNearest(contender, chosen) ?? 1) - contender.candidate.omits.pictures * UNSEEN,
      );
      const furthest = merits.indexOf(Math.max(...merits));
      return waiting.splice(Math.max(0, furthest), 1)[0];
    },
    setAside(candidate, { flaws, lost, unfit }) {
      const trouble = { flaws, lost, unfit };
      const ofColours = flaws.every(({ code }) => code === 'low_contrast') && lost === 0;
      if (!ofColours) troubles.set(scopeOf(candidate, unfit), trouble);
      asides.push({ candidate, ...trouble });
    },
    async nextBest(chosen) {
      const least = Math.min(...asides.map(weightOf));
      const best = asides.filter((aside) => weightOf(aside) === least).map(({ candidate }) => candidate);
      const candidate = takeMostDifferent(
        best,
        chosen.map((contender) => contender.candidate),
      );
      if (!candidate) return undefined;
      asides.splice(
        asides.findIndex((aside) => aside.candidate === candidate),
        1,
      );
      return sketch(await lay(candidate));
    },
  };
}

/** What keeps it from being shown in any format: the last that was tried cannot be laid out either. */
function unfitOf({ layouts }: Contender): Unfit | undefined {
  const last = layouts.at(-1);
  return last && !isLaidOut(last) ? last : undefined;
}

/** Which candidates share a trouble. */
function scopeOf(candidate: Candidate, unfit: Unfit | undefined): string {
  return unfit && isBroken(unfit) ? candidate.template.name : shapeOf(candidate);
}

function isBroken(result: object): result is Broken {
  return 'broken' in result;
}

/** 0 to 1; undefined where there is nothing to compare with. */
export function distanceToNearest({ rendition }: Contender, chosen: readonly Contender[]): number | undefined {
  const others = chosen.flatMap((other) => other.rendition ?? []);
  if (!rendition || others.length === 0) return undefined;
  return Math.min(...others.map((other) => distanceBetween(rendition, other)));
}

/**
 * A lost format is worse than any flaw, an error than two warnings, words left out or an arrow that guesses; what goes
 * wrong nearer by is better shown whole.
 */
function weightOf({ candidate: { crop, omits, blind }, flaws, lost }: SetAside): number {
  const weights = flaws.map(({ severity }) => (severity === 'error' ? 3 : 1));
  const faults = weights.reduce((sum, weight) => sum + weight, 0);
  return lost * 1000 + faults + omits.copy * 2 + (blind ? 2 : 0) + (crop === 'closer' ? 5 : 0);
}
