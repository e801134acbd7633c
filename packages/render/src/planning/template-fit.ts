import { Fault } from '@proofsheet/domain';
import type { OrderImage } from '../images/order-image.ts';
import type { Photographs, Pictures } from '../images/photographs.ts';
import { isCutout, LABEL_SLOTS, POINT_SLOTS, type Template } from '../templates/manifest.ts';
import { groupsIn, type TypesetCopy } from '../text/copy.ts';
import { assignImages } from './assign-images.ts';
import { unseenShare } from './assign-subjects.ts';

interface Omissions {
  readonly pictures: number;
  readonly copy: number;
}

/** What one template makes of what the client gave. */
export interface TemplateFit {
  readonly template: Template;
  readonly pictures: Pictures;
  /**
   * What is given and not shown though another template could: how much of the subjects, 0 to 1, and how many of points,
   * labels, author and a thumbnail's price.
   */
  readonly omits: Omissions;
  /** Points at something in the picture though nobody knows at what, and there is a template that does not. */
  readonly blind: boolean;
}

/** The templates that can show these words and images, with what each shows of them. */
export async function templateFits(
  templates: readonly Template[],
  copy: TypesetCopy,
  images: readonly OrderImage[],
  photographs: Photographs,
): Promise<TemplateFit[]> {
  const fits: TemplateFit[] = [];
  for (const template of templates) {
    const assigned = assignImages(template, images);
    if (!assigned || lackFor(template, copy)) continue;
    const omits = { pictures: unseenShare(assigned, images), copy: untold(template, copy) };
    const pictures = await photographs.show(assigned);
    fits.push({ template, pictures, omits, blind: pointsBlindly(template, pictures) });
  }
  const allBlind = fits.every(({ blind }) => blind);
  const least = (of: keyof Omissions) => Math.min(...fits.map(({ omits }) => omits[of]));
  const [pictures, words] = [least('pictures'), least('copy')];
  return fits.map(({ omits, ...fit }) => ({
    ...fit,
    omits: { pictures: omits.pictures - pictures, copy: omits.copy - words },
    blind: fit.blind && !allBlind,
  }));
}

/** Throws `no_template_fits` for a template that was asked for by name and cannot do with this copy. */
export function requireCopyFor(template: Template, copy: TypesetCopy): void {
  const lack = lackFor(template, copy);
  if (lack) throw new Fault('no_template_fits', lack.message, { field: `copy/${lack.field}` });
}

/** Points are shown all, or left to another template. */
function lackFor({ name, slots, needs }: Template, copy: TypesetCopy): { field: string; message: string } | undefined {
  const given = givenIn(copy);
  const needed = needs.find((need) => !given.has(need));
  if (needed) return { field: needed, message: `The template ${name} needs ${needed} in the copy.` };
  const shown = POINT_SLOTS.filter((slot) => slots[slot]);
  if (shown.length === 0 || POINT_SLOTS.every((slot) => !copy.slots.has(slot) || slots[slot])) return undefined;
  return { field: 'points', message: `The template ${name} shows ${shown.length} points at most.` };
}

/** An ad may leave its price to the page behind it; who gives a thumbnail one wants to see it. */
function untold({ kind, slots }: Template, copy: TypesetCopy): number {
  const given = givenIn(copy);
  const shown = {
    price: kind === 'AD' || slots.price !== undefined,
    points: POINT_SLOTS.some((slot) => slots[slot]),
    labels: LABEL_SLOTS.every((slot) => slots[slot]),
    author: slots.author !== undefined,
  };
  return Object.entries(shown).filter(([name, isShown]) => given.has(name) && !isShown).length;
}

/** A ring has to go around a face, a subject that was found, or where a person said; where the eye may go is a guess. */
function pointsBlindly({ root }: Template, pictures: Pictures): boolean {
  const points = 'children' in root && root.children?.some((child) => child.attributes?.['data-draw'] !== undefined);
  if (!points) return false;
  return [...pictures].every(
    ([picture, { subject, focusIsGiven }]) =>
      picture === 'backdrop' || (!isCutout(picture) && subject === undefined && !focusIsGiven),
  );
}

function givenIn({ slots }: TypesetCopy): ReadonlySet<string> {
  return new Set<string>([...slots.keys(), ...groupsIn(slots)]);
}
