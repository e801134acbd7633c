import type { Fault, Finding, Format, Recipe } from '@proofsheet/domain';
import { release } from '@proofsheet/raster';
import { compose } from '../compose/compose.ts';
import { flawsOf, misplaced } from '../inspect/findings.ts';
import type { Layout } from '../layout/layers.ts';
import { type Candidate, recipeOf } from '../planning/candidates.ts';
import { type Contender, distanceToNearest, openLineup, type Trouble } from './candidate-pool.ts';
import { doesNotFit, refused, tooFew } from './faults.ts';
import { type Draft, finish } from './finish.ts';
import { type Broken, brokenBy, isLaidOut, layOutFor, type Material, type Unfit } from './lay-out-candidate.ts';

/** What an order asks of its variants. */
export interface Terms {
  readonly count: number;
  /** No picture with an error is shown. */
  readonly strict: boolean;
  /** Formats that cannot be had are left out. */
  readonly partly: boolean;
}

/** A format of a variant that cannot be had. */
export interface Lost {
  readonly format: Format;
  readonly fault: Fault;
}

/** One composition in all formats, in their order. */
export interface Variant {
  /** How it was made; nothing of it could be, where this is left out. */
  readonly made?: Making;
  readonly entries: readonly (Draft | Lost)[];
}

export interface Making {
  readonly recipe: Recipe;
  /** How far it is from the nearest of those before it, 0 to 1; null for the first. */
  readonly distance: number | null;
}

/** So many candidates may be refused before the search is given up. */
const MOST_REFUSED = 24;

/**
 * Composes so many variants, those that differ most first. A candidate that turns out flawed, in its layout or on its
 * pixels, is set aside and shown only when the others run out, so an order is filled if it can be. Throws
 * `no_template_fits` or, where only strictness stands in the way, `no_output_passes`.
 */
export async function* composeVariants(
  candidates: readonly Candidate[],
  terms: Terms,
  material: Material,
  signal?: AbortSignal,
): AsyncGenerator<Variant> {
  const { count, partly } = terms;
  const lineup = openLineup(candidates, material, { count, partly }, signal);
  const chosen: Contender[] = [];
  const refusals: Finding[][] = [];
  for (const settles of [false, true]) {
    while (chosen.length < count && refusals.length < MOST_REFUSED) {
      const contender = await (settles ? lineup.nextBest(chosen) : lineup.next(chosen));
      if (!contender) break;
      const trial = await tryOut(contender, { ...terms, settles }, material, signal);
      if (trial.refused.length > 0) refusals.push(trial.refused);
      if (trial.unfit && !partly) lineup.dismiss(contender.candidate, trial.unfit);
      else if (isWanted(trial, settles, partly)) {
        const made = { recipe: recipeOf(contender.candidate), distance: distanceToNearest(contender, chosen) ?? null };
        chosen.push(contender);
        yield { made, entries: trial.entries };
      } else if (!settles && (partly || trial.refused.length === 0)) lineup.setAside(contender.candidate, trial);
    }
  }
  if (chosen.length === count) return;
  const fault =
    refusals.length > 0 ? refused(refusals.flat()) : tooFew(chosen.length, count, lineup.misfits, material.copy);
  if (!partly || chosen.length === 0) throw fault;
  const entries = material.formats.map((format) => ({ format, fault }));
  for (let made = chosen.length; made < count; made++) yield { entries };
}

interface Trial extends Trouble {
  /** Empty where it was given up before. */
  readonly entries: readonly (Draft | Lost)[];
  /** The errors for which strictness refused it. */
  readonly refused: Finding[];
}

/** At first only what is perfect will do; in the end whatever can be delivered. */
function isWanted({ entries, flaws, lost }: Trial, settles: boolean, partly: boolean): boolean {
  if (!settles) return flaws.length === 0 && lost === 0;
  return entries.some((entry) => 'layout' in entry) && (partly || lost === 0);
}

/** Lays a candidate out in the formats that are left, composes it, and gives up as soon as it is seen to be flawed. */
async function tryOut(
  { candidate, layouts: begun }: Contender,
  { strict, partly, settles }: Terms & { readonly settles: boolean },
  material: Material,
  signal?: AbortSignal,
): Promise<Trial> {
  const layouts = [...begun];
  for (const format of material.formats.slice(begun.length)) {
    if (!partly && layouts.some((layout) => !isLaidOut(layout))) break;
    layouts.push(await layOutFor(candidate, format, material, signal));
  }
  const unfit = layouts.find((layout): layout is Unfit => !isLaidOut(layout));
  const lost = layouts.filter((layout) => !isLaidOut(layout)).length;
  if (unfit && !partly) return { entries: [], flaws: [], lost, refused: [], unfit };
  const givenUp = (flaws: Finding[]) => ({ entries: [], flaws, lost, refused: strict ? errorsOf(flaws) : [] });
  const strays = layouts.filter(isLaidOut).flatMap(misplaced);
  if (strays.length > 0 && !settles) return givenUp(strays);
  const { drafts, flaws, broken } = await composeAll(candidate, layouts, { material, settles, partly }, signal);
  if (broken && !partly) return { entries: [], flaws: [], lost: 1, refused: [], unfit: broken };
  if (flaws.length > 0 && !settles) return givenUp(flaws);
  const { entries, refused } = strict ? passing(drafts) : { entries: drafts, refused: [] };
  const missing = entries.filter((entry) => 'fault' in entry);
  return { entries, flaws, lost: missing.length, refused, unfit: broken ?? unfit };
}

/** After the first flaw of one that is not to be shown with any, the others are only looked at for theirs. */
async function composeAll(
  { template }: Candidate,
  layouts: readonly (Layout | Unfit)[],
  { material, settles, partly }: Pick<Terms, 'partly'> & { readonly material: Material; readonly settles: boolean },
  signal?: AbortSignal,
): Promise<{ drafts: (Draft | Lost)[]; flaws: Finding[]; broken: Broken | undefined }> {
  const { formats, copy, typesetter } = material;
  const drafts: (Draft | Lost)[] = [];
  const flaws: Finding[] = [];
  let broken: Broken | undefined;
  for (const [index, format] of formats.entries()) {
    signal?.throwIfAborted();
    const layout = layouts[index] as Layout | Unfit;
    if (!isLaidOut(layout)) {
      drafts.push({ format, fault: doesNotFit(template.name, format, layout, copy) });
      continue;
    }
    const composition = await compose(layout, typesetter, { signal }).catch(brokenBy);
    if ('broken' in composition) {
      broken ??= composition;
      drafts.push({ format, fault: doesNotFit(template.name, format, composition, copy) });
      if (partly) continue;
      break;
    }
    flaws.push(...flawsOf(layout, composition));
    // One canvas at a time: those of a set of formats would be many times its files.
    if (flaws.length > 0 && !settles) release(composition.canvas.data);
    else drafts.push(await finish(layout, composition, material, signal));
  }
  return { drafts, flaws, broken };
}

/** Those with an error are lost. */
function passing(drafts: readonly (Draft | Lost)[]): { entries: (Draft | Lost)[]; refused: Finding[] } {
  const refusals: Finding[] = [];
  const entries = drafts.map((entry) => {
    const errors = 'fault' in entry ? [] : errorsOf(entry.inspection.findings);
    refusals.push(...errors);
    return 'fault' in entry || errors.length === 0
      ? entry
      : { format: entry.layout.setting.format, fault: refused(errors) };
  });
  return { entries, refused: refusals };
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}
