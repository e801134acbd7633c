import { Fault, type Format } from '@proofsheet/domain';
import { type Composition, compose } from './compose.ts';
import { flawsOf, misplaced } from './inspect.ts';
import { type Layout, layOut, type Misfit } from './layout.ts';
import { logoFor } from './logo.ts';
import { isDark, type Photograph, type Photographs } from './photographs.ts';
import { type Candidate, takeMostDifferent } from './plan.ts';
import type { Picture, Template } from './templates.ts';
import type { Wardrobe } from './theme.ts';
import type { SetCopy } from './type/copy.ts';
import type { Typesetter } from './type/takumi.ts';

/** All that the variants of one order share. */
export interface Material {
  readonly formats: readonly Format[];
  readonly copy: SetCopy;
  readonly photographs: Photographs;
  readonly wardrobe: Wardrobe;
  readonly typesetter: Typesetter;
}

/** One format of a variant, laid out and composed but not yet encoded. */
export interface Draft {
  readonly layout: Layout;
  readonly composition: Composition;
}

/** A candidate that was set aside. Its pixels are not kept: few are needed again, and they are large. */
interface Flawed {
  readonly layouts: Layout[];
  readonly flaws: number;
}

/**
 * Composes candidates until there are so many good ones, those that differ most first. One that turns out flawed, in its
 * layout or on its pixels, is set aside and shown only when the candidates run out, so an order is always filled if it
 * can be.
 */
export async function* composeVariants(
  candidates: Candidate[],
  count: number,
  material: Material,
  signal?: AbortSignal,
): AsyncGenerator<Draft[]> {
  const chosen: Candidate[] = [];
  const flawed: Flawed[] = [];
  const misfits: (Misfit & { template: string })[] = [];
  while (chosen.length < count) {
    const candidate = takeMostDifferent(candidates, chosen);
    if (!candidate) break;
    const layouts = await layOutAll(candidate, material, signal);
    if (!Array.isArray(layouts)) {
      misfits.push({ ...layouts, template: candidate.template.name });
      continue;
    }
    const strays = layouts.flatMap(misplaced).length;
    if (strays > 0) {
      flawed.push({ layouts, flaws: strays });
      continue;
    }
    const drafts = await composeAll(layouts, material, signal);
    const flaws = drafts.flatMap(({ layout, composition }) => flawsOf(layout, composition)).length;
    if (flaws > 0) {
      flawed.push({ layouts, flaws });
      continue;
    }
    chosen.push(candidate);
    yield drafts;
  }
  const missing = count - chosen.length;
  if (missing > flawed.length) throw tooFew(chosen.length + flawed.length, count, misfits, material.copy);
  for (const { layouts } of flawed.sort((a, b) => a.flaws - b.flaws).slice(0, missing))
    yield await composeAll(layouts, material, signal);
}

/** Says which slot is too long when the words do not fit the template in one of the formats. */
async function layOutAll(candidate: Candidate, material: Material, signal?: AbortSignal): Promise<Layout[] | Misfit> {
  const { photographs, typesetter, wardrobe } = material;
  const copy = copyFor(candidate.template, material.copy);
  if (!copy) return { slot: 'number' };
  // What is read from the right begins there: the design is mirrored.
  const flip = candidate.flip !== (copy.direction === 'rtl' && candidate.template.flips);
  const theme = wardrobe(candidate.scheme, candidate.swap);
  const pictures = shownOf(candidate, photographs);
  const bleeds = pictures.get('cutout')?.cutOff.has('bottom') ?? false;
  const darkPhoto = isDark(pictures.get('photo'));
  const layouts: Layout[] = [];
  for (const format of material.formats) {
    signal?.throwIfAborted();
    const logo = await logoFor(candidate.template, format, photographs.get('logo'));
    const layout = await layOut(
      { ...candidate, flip, format, theme, copy, pictures, logo, bleeds, darkPhoto },
      typesetter,
      signal,
    );
    if ('slot' in layout) return layout;
    layouts.push(layout);
  }
  return layouts;
}

function shownOf({ shown }: Candidate, photographs: Photographs): Map<Picture, Photograph> {
  const pictures = new Map<Picture, Photograph>();
  for (const picture of shown) {
    const photograph = photographs.get(picture);
    if (photograph) pictures.set(picture, photograph);
  }
  return pictures;
}

function copyFor({ slots, quotes }: Template, copy: SetCopy): SetCopy | undefined {
  if (slots.number) return copy.numbered;
  return (quotes ? copy.unmarked : undefined) ?? copy;
}

async function composeAll(layouts: Layout[], material: Material, signal?: AbortSignal): Promise<Draft[]> {
  const drafts: Draft[] = [];
  for (const layout of layouts) {
    signal?.throwIfAborted();
    drafts.push({ layout, composition: await compose(layout, material.typesetter, signal) });
  }
  return drafts;
}

/** Names the slot whose text was too long most often, and in which templates. */
function tooFew(
  found: number,
  wanted: number,
  misfits: readonly (Misfit & { template: string })[],
  copy: SetCopy,
): Fault {
  const tooLong = misfits.filter(({ slot }) => slot !== 'number');
  const slots = tooLong.map(({ slot }) => slot);
  const slot = slots.toSorted((a, b) => count(slots, b) - count(slots, a))[0] ?? 'headline';
  const text = (copy.slots.get(slot) ?? [])
    .map((word) => (word.join ? '' : ' ') + word.text)
    .join('')
    .trim();
  const templates = new Set(tooLong.filter((misfit) => misfit.slot === slot).map(({ template }) => template));
  const culprit =
    templates.size === 0 ? '' : ` The ${slot} "${text.slice(0, 80)}" is too long for ${[...templates].join(', ')}.`;
  if (found === 0) {
    const message = `No template fits this text and these images.${culprit} A shorter ${slot} helps most.`;
    return new Fault('no_template_fits', message, { field: `copy/${slot}` });
  }
  const message = `Only ${found} of ${wanted} variants fit this text and these images.${culprit} Ask for fewer or shorten the ${slot}.`;
  return new Fault('no_template_fits', message, { field: 'variants' });
}

function count<T>(items: readonly T[], wanted: T): number {
  return items.filter((item) => item === wanted).length;
}
