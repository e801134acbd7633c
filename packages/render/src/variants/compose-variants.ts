import type { Fault, Finding, Format, Recipe } from '@proofsheet/domain';
import type { EncodedImage } from '../encode/encode.ts';
import { layoutFindings } from '../inspect/findings.ts';
import type { Inspection } from '../inspect/inspect.ts';
import type { Layout } from '../layout/layers.ts';
import { recipeOf } from '../planning/candidates.ts';
import { type CandidatePool, distanceToNearest } from './candidate-pool.ts';
import { type Drawbacks, errorsOf, weaknessOf } from './drawbacks.ts';
import { doesNotFit, refused, tooFew } from './faults.ts';
import {
  type BrokenTemplate,
  brokenBy,
  isLaidOut,
  type LaidOutCandidate,
  type LayoutFailure,
  type VariantContext,
} from './lay-out-candidate.ts';
import type { Terms } from './terms.ts';

/** One composition in all formats, in their order. */
export interface Variant {
  /** How it was made; left out where none of it could be. */
  readonly made?: Provenance;
  readonly entries: readonly (Picture | LostFormat)[];
}

export interface Provenance {
  readonly recipe: Recipe;
  /** How far it is from the nearest of those before it, 0 to 1; null for the first. */
  readonly distance: number | null;
}

/** One format of a variant: laid out, composed, encoded and inspected. */
export interface Picture {
  readonly layout: Layout;
  readonly encoded: EncodedImage;
  readonly inspection: Inspection;
  /** A thumbhash, base64. */
  readonly placeholder: string;
}

/** A format of a variant that cannot be had. */
export interface LostFormat {
  readonly format: Format;
  readonly fault: Fault;
}

/**
 * Makes the picture of one layout. What its pixels show is judged by `isWanted` before it is encoded; a picture that is
 * not wanted comes back as these findings alone.
 */
export type MakePicture = (
  layout: Layout,
  isWanted: (findings: readonly Finding[]) => boolean,
) => Promise<{ readonly findings: readonly Finding[]; readonly picture?: Picture }>;

/** How long the search goes on. */
interface Patience {
  /** After so many refused candidates it is given up. */
  readonly refused: number;
  /** After so many that turned out faulty on their pixels what was set aside is looked at: all of it may have the fault. */
  readonly faulty: number;
  /** After so many that turned out worse than they were taken for, the next one is settled for. */
  readonly disappointing: number;
}

const USUAL: Patience = { refused: 96, faulty: 48, disappointing: 24 };
const QUICK: Patience = { refused: 8, faulty: 3, disappointing: 1 };

/**
 * Makes variants of the pool's candidates until there are enough, those that differ most first. A candidate that turns
 * out faulty, in its layout or on its pixels, is set aside and shown only when the others have run out, so an order is
 * filled if it can be; one that then turns out worse than another is set aside again. Throws `no_template_fits` or, where only strictness stands in the way, `no_output_passes`.
 */
export async function* composeVariants(
  pool: CandidatePool,
  makePicture: MakePicture,
  terms: Terms,
  context: Pick<VariantContext, 'formats' | 'copy'>,
  signal?: AbortSignal,
): AsyncGenerator<Variant> {
  const { count, lenient } = terms;
  const most = terms.quick ? QUICK : USUAL;
  const chosen: LaidOutCandidate[] = [];
  const refusals: Finding[][] = [];
  let [faulty, disappointing] = [0, 0];
  for (const settles of [false, true]) {
    // What was set aside has no known error: all of it is tried.
    while (
      chosen.length < count &&
      (settles || (refusals.length < most.refused && (terms.strict || faulty < most.faulty)))
    ) {
      const laidOut = await (settles ? pool.nextBest(chosen) : pool.next(chosen));
      if (!laidOut) break;
      const { candidate } = laidOut;
      const patient = disappointing < most.disappointing;
      const isGoodEnough = (drawbacks: Drawbacks) =>
        settles ? !patient || pool.isBest(candidate, drawbacks, chosen) : isFaultless(drawbacks);
      const trial = await tryOut(laidOut, { ...terms, isGoodEnough }, makePicture, context, signal);
      if (trial.refused.length > 0) refusals.push(trial.refused);
      if (trial.refused.length > 0 && !lenient) pool.refuse(candidate, trial.refused);
      if (trial.failure && !lenient) pool.dismiss(candidate, trial.failure);
      else if (isAccepted(trial, settles, lenient)) {
        const made = { recipe: recipeOf(candidate), distance: distanceToNearest(laidOut, chosen) ?? null };
        chosen.push(laidOut);
        yield { made, entries: trial.entries };
      } else if (isPutOff(trial, settles, terms)) {
        pool.setAside(candidate, trial);
        if (settles) disappointing++;
        else faulty++;
      }
    }
  }
  if (chosen.length === count) return;
  const errors = [...pool.refusals, ...refusals.flat()];
  const fault = errors.length > 0 ? refused(errors) : tooFew(chosen.length, count, pool.failures, context.copy);
  if (!lenient || chosen.length === 0) throw fault;
  const entries = context.formats.map((format) => ({ format, fault }));
  for (let made = chosen.length; made < count; made++) yield { entries };
}

/** What came of one candidate. */
interface Trial extends Drawbacks {
  /** Empty where it was given up before all formats were made. */
  readonly entries: readonly (Picture | LostFormat)[];
  /** The errors for which strictness refused it. */
  readonly refused: Finding[];
}

function isFaultless({ findings, weakness = 0 }: Drawbacks): boolean {
  return findings.length === 0 && weakness === 0;
}

/** At first only what is perfect will do; in the end whatever can be delivered. */
function isAccepted({ entries, lost }: Trial, settles: boolean, lenient: boolean): boolean {
  return entries.some((entry) => 'layout' in entry) && (lost === 0 || (settles && lenient));
}

/** Whether it may still be shown, when nothing better is left. */
function isPutOff({ entries, refused }: Trial, settles: boolean, { lenient }: Terms): boolean {
  const isGivenUp = entries.length === 0;
  return (lenient || refused.length === 0) && (!settles || isGivenUp);
}

/** Makes a candidate's pictures, and gives it up as soon as it is seen not to be good enough. */
async function tryOut(
  laidOut: LaidOutCandidate,
  terms: Terms & { readonly isGoodEnough: (drawbacks: Drawbacks) => boolean },
  makePicture: MakePicture,
  context: Pick<VariantContext, 'formats' | 'copy'>,
  signal?: AbortSignal,
): Promise<Trial> {
  const { strict, lenient, isGoodEnough } = terms;
  const { layouts } = laidOut;
  const failure = layouts.find((layout): layout is LayoutFailure => !isLaidOut(layout));
  const lost = layouts.filter((layout) => !isLaidOut(layout)).length;
  if (failure && !lenient) return { entries: [], findings: [], lost, refused: [], failure };
  const weakness = weaknessOf(layouts.filter(isLaidOut));
  const givenUp = (findings: Finding[]) => {
    return { entries: [], findings, lost, weakness, refused: strict ? errorsOf(findings) : [] };
  };
  const misplaced = layouts.filter(isLaidOut).flatMap(layoutFindings);
  if (!isGoodEnough({ findings: misplaced, lost, weakness })) return givenUp(misplaced);
  const { made, findings, broken } = await makeAll(laidOut, { ...terms, weakness }, makePicture, context, signal);
  if (broken && !lenient) return { entries: [], findings: [], lost: 1, refused: [], failure: broken };
  if (!isGoodEnough({ findings, lost, weakness })) return givenUp(findings);
  const { entries, refused } = strict ? withoutErrors(made) : { entries: made, refused: [] };
  const missing = entries.filter((entry) => 'fault' in entry);
  return { entries, findings, lost: missing.length, weakness, refused, failure: broken ?? failure };
}

/** One picture for each format. Once it is not good enough the others are looked at for their findings alone. */
async function makeAll(
  { candidate: { template }, layouts }: LaidOutCandidate,
  {
    lenient,
    isGoodEnough,
    weakness,
  }: Pick<Terms, 'lenient'> & { readonly isGoodEnough: (drawbacks: Drawbacks) => boolean; readonly weakness: number },
  makePicture: MakePicture,
  { formats, copy }: Pick<VariantContext, 'formats' | 'copy'>,
  signal?: AbortSignal,
): Promise<{ made: (Picture | LostFormat)[]; findings: Finding[]; broken: BrokenTemplate | undefined }> {
  const made: (Picture | LostFormat)[] = [];
  const findings: Finding[] = [];
  let broken: BrokenTemplate | undefined;
  const lost = layouts.filter((layout) => !isLaidOut(layout)).length;
  const isWanted = (found: readonly Finding[]) => isGoodEnough({ findings: [...findings, ...found], lost, weakness });
  for (const [index, format] of formats.entries()) {
    signal?.throwIfAborted();
    const layout = layouts[index] as Layout | LayoutFailure;
    if (!isLaidOut(layout)) {
      made.push({ format, fault: doesNotFit(template.name, format, layout, copy) });
      continue;
    }
    const result = await makePicture(layout, isWanted).catch(brokenBy);
    if ('broken' in result) {
      broken ??= result;
      made.push({ format, fault: doesNotFit(template.name, format, result, copy) });
      if (lenient) continue;
      break;
    }
    findings.push(...result.findings);
    if (result.picture) made.push(result.picture);
  }
  return { made, findings, broken };
}

/** Pictures with an error count as lost. */
function withoutErrors(made: readonly (Picture | LostFormat)[]): {
  entries: (Picture | LostFormat)[];
  refused: Finding[];
} {
  const refusals: Finding[] = [];
  const entries = made.map((entry) => {
    const errors = 'fault' in entry ? [] : errorsOf(entry.inspection.findings);
    refusals.push(...errors);
    return 'fault' in entry || errors.length === 0
      ? entry
      : { format: entry.layout.setting.format, fault: refused(errors) };
  });
  return { entries, refused: refusals };
}
