import type { Fault, Finding, Format, Recipe } from '@proofsheet/domain';
import { compose } from './compose.ts';
import { type Draft, finish } from './finish.ts';
import { flawsOf, misplaced } from './flaws.ts';
import type { Layout } from './layout.ts';
import { type Contender, distanceToNearest, openLineup, type Trouble } from './lineup.ts';
import { isLaidOut, layOutFor, type Material, type Unfit } from './material.ts';
import { release } from './pixels.ts';
import { type Candidate, recipeOf } from './plan.ts';
import { doesNotFit, refused, tooFew } from './too-few.ts';

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
  const lineup = openLineup(candidates, material, { compares: count > 1, partly }, signal);
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
  readonly unfit?: Unfit | undefined;
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
  const composed = await composeAll(candidate, layouts, material, signal);
  const flaws = composed.flatMap((entry) => ('layout' in entry ? flawsOf(entry.layout, entry.composition) : []));
  if (flaws.length > 0 && !settles) {
    for (const entry of composed) if ('layout' in entry) release(entry.composition.canvas.data);
    return givenUp(flaws);
  }
  const { entries, refused } = strict ? await passing(composed, material, signal) : { entries: composed, refused: [] };
  return { entries, flaws, lost: entries.filter((entry) => 'fault' in entry).length, refused };
}

async function composeAll(
  { template }: Candidate,
  layouts: readonly (Layout | Unfit)[],
  { formats, copy, typesetter }: Material,
  signal?: AbortSignal,
): Promise<(Draft | Lost)[]> {
  const entries: (Draft | Lost)[] = [];
  for (const [index, format] of formats.entries()) {
    signal?.throwIfAborted();
    const layout = layouts[index] as Layout | Unfit;
    if (isLaidOut(layout)) entries.push({ layout, composition: await compose(layout, typesetter, { signal }) });
    else entries.push({ format, fault: doesNotFit(template.name, format, layout, copy) });
  }
  return entries;
}

/** Finishes all of them; those with an error are lost. */
async function passing(
  entries: readonly (Draft | Lost)[],
  material: Material,
  signal?: AbortSignal,
): Promise<{ entries: (Draft | Lost)[]; refused: Finding[] }> {
  const passed: (Draft | Lost)[] = [];
  const refusals: Finding[] = [];
  for (const entry of entries) {
    signal?.throwIfAborted();
    if ('fault' in entry) {
      passed.push(entry);
      continue;
    }
    const finished = await finish(entry, material, signal);
    const errors = errorsOf(finished.inspection.findings);
    refusals.push(...errors);
    if (errors.length === 0) passed.push({ ...entry, finished });
    else passed.push({ format: entry.layout.setting.format, fault: refused(errors) });
  }
  return { entries: passed, refused: refusals };
}

function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}
