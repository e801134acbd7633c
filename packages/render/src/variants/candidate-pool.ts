import { FINDINGS, type Finding, finding } from '@proofsheet/domain';
import { layoutFindings } from '../inspect/findings.ts';
import type { Layout } from '../layout/layers.ts';
import { isPoorOn } from '../layout/logo.ts';
import { type Candidate, compositionKey, takeMostDifferent } from '../planning/candidates.ts';
import {
  type Drawbacks,
  errorsOf,
  isOfComposition,
  repetition,
  type SetAside,
  weaknessOf,
  weightOf,
} from './drawbacks.ts';
import type { LayoutFailures } from './faults.ts';
import { foreseeCover } from './foresee-cover.ts';
import {
  type BrokenTemplate,
  brokenBy,
  isLaidOut,
  type LaidOutCandidate,
  type LayoutFailure,
  layOutFirst,
  layOutRest,
  type VariantContext,
} from './lay-out-candidate.ts';
import { distanceBetween, sketchOf } from './sketch.ts';
import type { Terms } from './terms.ts';

/**
 * Candidates are laid out here and nowhere else, as they are needed: the first format to choose by, the rest when
 * chosen.
 */
export interface CandidatePool {
  /**
   * The next candidate without known drawbacks, of another template than those chosen and as unlike them as can be, laid
   * out in all formats; undefined when they have run out.
   */
  next(chosen: readonly LaidOutCandidate[]): Promise<LaidOutCandidate | undefined>;
  /** Keeps a candidate for when nothing better is left. */
  setAside(candidate: Candidate, drawbacks: Drawbacks): void;
  /**
   * Of those set aside the one with the fewest known drawbacks, of which it is one to be of a template that was chosen; of
   * equals, the one that differs most from those chosen.
   */
  nextBest(chosen: readonly LaidOutCandidate[]): Promise<LaidOutCandidate | undefined>;
  /**
   * Whether nothing that was set aside has fewer known drawbacks. What is known of a candidate that was given up early is
   * the least that it has, so it may turn out worse than others when it is made.
   */
  isBest(candidate: Candidate, drawbacks: Drawbacks, chosen: readonly LaidOutCandidate[]): boolean;
  /** Drops a candidate for errors that a strict order does not take, and all others of its composition that share them. */
  refuse(candidate: Candidate, errors: readonly Finding[]): void;
  /** Drops a candidate and all others of its composition, because a text does not fit; of a broken template, all. */
  dismiss(candidate: Candidate, failure: LayoutFailure): void;
  /** What could not be laid out, and why. */
  readonly failures: LayoutFailures;
  /** The errors for which strictness refused candidates. */
  readonly refusals: readonly Finding[];
}

/**
 * How many more candidates are compared than are chosen. Each costs a layout and a sketch, about 3 ms together; with
 * three more instead of one, four variants of five photographs were only 2 % further apart. They are laid out one after
 * the other before any is composed: between pictures of megabytes each would take twice as long, because the caches are
 * cold.
 */
const SPARE = 1;

/** Foreseen from here on, a subject turns out covered when the picture is composed: that can be spared. */
const SURELY_COVERED = FINDINGS.subject_covered.limit * 1.3;

/** Among those that are compared, no distance makes up for subjects that are left out. */
const UNSEEN = 1;

/** Of candidates that somebody waits for, so many are laid out before those that were set aside are settled for. */
const MOST_WAITED_FOR = 6;

/** Candidates whose drawbacks weigh nearly the same are equals: another composition is worth as much. */
const NEARLY = 0.5;

export function openCandidatePool(
  candidates: readonly Candidate[],
  context: VariantContext,
  { count, lenient, strict, quick }: Terms,
  signal?: AbortSignal,
): CandidatePool {
  const compares = count > 1;
  const formats = context.formats.length;
  /** Where all are of one template, none is chosen for being of another. */
  const hasOthers = new Set(candidates.map(({ template }) => template)).size > 1;
  let left = [...candidates];
  let admitted = 0;
  let waiting: LaidOutCandidate[] = [];
  const asides: SetAside[] = [];
  const failures: { template: string; failure: LayoutFailure }[] = [];
  const refusals: Finding[] = [];
  /**
   * By composition, because colours change none of it; by template where that is broken, so that none waits for it
   * twice.
   */
  const known = new Map<string, Drawbacks | 'failed'>();

  /** With the sketch of its last layout; a template that turns out broken when it is sketched has failed there. */
  const withSketch = async (laidOut: LaidOutCandidate): Promise<LaidOutCandidate> => {
    const last = laidOut.layouts.at(-1);
    if (!compares || !last || !isLaidOut(last)) return laidOut;
    const sketch = await sketchOf(last, context.typesetter, signal).catch(brokenBy);
    return isBroken(sketch)
      ? { ...laidOut, layouts: [...laidOut.layouts.slice(0, -1), sketch] }
      : { ...laidOut, sketch };
  };

  /** Whether its composition, or all of its template, has turned out not to be had. */
  const hasFailed = (candidate: Candidate): boolean =>
    [compositionKey(candidate), candidate.template.name].some((scope) => known.get(scope) === 'failed');

  /** From now on none of them is shown, nor waited for. */
  const markFailed = (scope: string): void => {
    known.set(scope, 'failed');
    waiting = waiting.filter(({ candidate }) => !hasFailed(candidate));
  };

  /** By its own drawbacks, or what another palette of the composition has turned out to have since, if that is worse. */
  const weigh = (aside: SetAside, chosen: readonly LaidOutCandidate[]): number => {
    const drawbacks = known.get(compositionKey(aside.candidate));
    const own = weightOf(aside, formats);
    const shared = drawbacks && drawbacks !== 'failed' ? weightOf({ ...aside, ...drawbacks }, formats) : 0;
    return Math.max(own, shared) + repeats(aside.candidate, chosen);
  };

  const repeats = (candidate: Candidate, chosen: readonly LaidOutCandidate[]): number =>
    hasOthers ? repetition(candidate, candidatesOf(chosen)) * formats : 0;

  /** What waits or is left of a template that was chosen meanwhile would be the same picture in another tint. */
  const putOffRepeats = (chosen: readonly LaidOutCandidate[]): void => {
    const isNew = (candidate: Candidate) => repeats(candidate, chosen) === 0;
    const repeated = [...candidatesOf(waiting), ...left].filter((candidate) => !isNew(candidate));
    asides.push(...repeated.map((candidate) => ({ candidate, findings: [], lost: 0 })));
    waiting = waiting.filter(({ candidate }) => isNew(candidate));
    left = left.filter(isNew);
  };

  const takeBest = (chosen: readonly LaidOutCandidate[]): SetAside | undefined => {
    const weights = asides.map((aside) => weigh(aside, chosen));
    const least = Math.min(...weights);
    const best = asides.filter((_, index) => (weights[index] as number) <= least + NEARLY);
    const candidate = takeMostDifferent(candidatesOf(best), candidatesOf(chosen));
    const at = asides.findIndex((aside) => aside.candidate === candidate);
    return at < 0 ? undefined : asides.splice(at, 1)[0];
  };

  const dismiss = (candidate: Candidate, failure: LayoutFailure): void => {
    markFailed(scopeOf(candidate, failure));
    failures.push({ template: candidate.template.name, failure });
  };

  const refuse = (candidate: Candidate, errors: readonly Finding[]): void => {
    refusals.push(...errors);
    if (errors.some(isOfComposition)) markFailed(compositionKey(candidate));
  };

  /** Lays a candidate out and has it wait to be chosen, sets it aside, or dismisses it. */
  const admit = async (candidate: Candidate): Promise<void> => {
    if (hasFailed(candidate)) return;
    const composition = compositionKey(candidate);
    const drawbacks = known.get(composition) ?? known.get(candidate.template.name);
    if (drawbacks && drawbacks !== 'failed') return void asides.push({ candidate, ...drawbacks });
    const { omits, blind } = candidate;
    if (omits.copy > 0 || omits.pictures > 0 || blind) return void asides.push({ candidate, findings: [], lost: 0 });
    const laidOut = await layOutFirst(candidate, context, { lenient }, signal);
    const failure = failureOf(laidOut);
    if (failure) return dismiss(candidate, failure);
    const layout = laidOut.layouts.at(-1) as Layout;
    const findings = layoutFindings(layout);
    const poorLogo = isPoorOn(layout.setting);
    const weakness = weaknessOf([layout]);
    if (poorLogo && findings.length === 0)
      return void asides.push({ candidate, findings, lost: 0, poorLogo, weakness });
    if (findings.length === 0 && weakness > 0) {
      known.set(composition, { findings, lost: 0, weakness });
      return void asides.push({ candidate, findings, lost: 0, weakness });
    }
    if (findings.length === 0) {
      const covered = await foreseeCover(layout, context.typesetter, signal).catch(brokenBy);
      if (typeof covered !== 'number') return dismiss(candidate, covered);
      if (covered <= SURELY_COVERED) return wait(await withSketch(laidOut));
      findings.push(finding('subject_covered', covered, 'A part of the subject is going to be covered.'));
    }
    const errors = strict && !lenient ? errorsOf(findings) : [];
    if (errors.length > 0) return refuse(candidate, errors);
    known.set(composition, { findings, lost: 0 });
    asides.push({ candidate, findings, lost: 0 });
  };

  const wait = (laidOut: LaidOutCandidate): void => {
    const failure = failureOf(laidOut);
    if (failure) dismiss(laidOut.candidate, failure);
    else waiting.push(laidOut);
  };

  return {
    failures,
    refusals,
    dismiss,
    refuse,
    async next(chosen) {
      putOffRepeats(chosen);
      const room = compares ? count - chosen.length + SPARE : 1;
      while (waiting.length < room && !(quick && admitted >= MOST_WAITED_FOR)) {
        const candidate = takeMostDifferent(left, candidatesOf([...chosen, ...waiting]));
        if (!candidate) break;
        admitted++;
        await admit(candidate);
      }
      const merits = waiting.map(
        (laidOut) => (distanceToNearest(laidOut, chosen) ?? 1) - laidOut.candidate.omits.pictures * UNSEEN,
      );
      const [furthest] = waiting.splice(Math.max(0, merits.indexOf(Math.max(...merits))), 1);
      return furthest && layOutRest(furthest, context, { lenient }, signal);
    },
    setAside(candidate, { findings, lost, failure, weakness = 0 }) {
      const shared = findings.filter(isOfComposition);
      if (shared.length > 0 || lost > 0 || weakness > 0)
        known.set(scopeOf(candidate, failure), { findings: shared, lost, failure, weakness });
      asides.push({ candidate, findings, lost, failure, weakness });
    },
    isBest(candidate, drawbacks, chosen) {
      const weight = weightOf({ candidate, ...drawbacks }, formats) + repeats(candidate, chosen);
      return weight <= Math.min(Number.POSITIVE_INFINITY, ...asides.map((aside) => weigh(aside, chosen))) + NEARLY;
    },
    async nextBest(chosen) {
      for (;;) {
        const aside = takeBest(chosen);
        if (!aside) return undefined;
        if (hasFailed(aside.candidate)) continue;
        const first = await withSketch(await layOutFirst(aside.candidate, context, { lenient }, signal));
        if (aside.poorLogo === undefined && hasPoorLogo(first)) asides.push({ ...aside, poorLogo: true });
        else if (!aside.isSame && looksLike(first, chosen)) asides.push({ ...aside, isSame: true });
        else return layOutRest(first, context, { lenient }, signal);
      }
    },
  };
}

/** Up to this distance two sketches are the same picture. */
const SAME = 0.03;

function looksLike(laidOut: LaidOutCandidate, chosen: readonly LaidOutCandidate[]): boolean {
  return (distanceToNearest(laidOut, chosen) ?? 1) < SAME;
}

/** Whether its palette does not suit the logo, or that needs a plate on it. */
function hasPoorLogo({ layouts }: LaidOutCandidate): boolean {
  const [layout] = layouts.filter(isLaidOut);
  return layout !== undefined && isPoorOn(layout.setting);
}

function candidatesOf(laidOut: readonly { readonly candidate: Candidate }[]): Candidate[] {
  return laidOut.map(({ candidate }) => candidate);
}

/** What keeps it from being shown in any format: the last that was tried cannot be laid out either. */
function failureOf({ layouts }: LaidOutCandidate): LayoutFailure | undefined {
  const last = layouts.at(-1);
  return last && !isLaidOut(last) ? last : undefined;
}

/** Which candidates share a failure: all of a broken template, otherwise those of one composition. */
function scopeOf(candidate: Candidate, failure: LayoutFailure | undefined): string {
  return failure && isBroken(failure) ? candidate.template.name : compositionKey(candidate);
}

function isBroken(result: object): result is BrokenTemplate {
  return 'broken' in result;
}

/** 0 to 1; undefined where there is nothing to compare with. */
export function distanceToNearest(
  { sketch }: LaidOutCandidate,
  chosen: readonly LaidOutCandidate[],
): number | undefined {
  const others = chosen.flatMap((other) => other.sketch ?? []);
  if (!sketch || others.length === 0) return undefined;
  return Math.min(...others.map((other) => distanceBetween(sketch, other)));
}
