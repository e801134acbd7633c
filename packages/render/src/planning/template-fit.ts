import { Fault, type Format } from '@proofsheet/domain';
import { wcagLuminance } from 'culori';
import { type ImageAssignment, isScreenshot, type OrderImage } from '../images/order-image.ts';
import type { Photographs, Pictures } from '../images/photographs.ts';
import { IMAGE_SLOTS, isCutout, LABEL_SLOTS, POINT_SLOTS, type Template } from '../templates/manifest.ts';
import { groupsIn, type TypesetCopy } from '../text/copy.ts';
import { assignImages } from './assign-images.ts';
import { leftOutImages, leftOutShare } from './assign-subjects.ts';
import { offerPlaces } from './offer-places.ts';

interface Omissions {
  readonly pictures: number;
  readonly copy: number;
  /** How many of the given images it does not show, whatever other templates do. */
  readonly images: number;
  /** How many parts of the offer it has no place for, on the mean of the formats. */
  readonly offer: number;
  /** How many of them it leaves to the foot that all ads share. */
  readonly foot: number;
}

/** What one template shows of an order's words and images. */
export interface TemplateFit {
  readonly template: Template;
  readonly pictures: Pictures;
  /**
   * What it leaves out though another template shows it: the share of the subjects, 0 to 1, how many of subline, button,
   * points, labels and author, and how much of the offer.
   */
  readonly omits: Omissions;
  /**
   * It points at something in the picture without knowing at what, imitates a screen that is not there, or burns a light
   * ground, and some other template does not.
   */
  readonly blind: boolean;
}

/** The templates that can show these words and images, with what each of them shows. */
export async function templateFits(
  templates: readonly Template[],
  copy: TypesetCopy,
  images: readonly OrderImage[],
  photographs: Photographs,
  formats: readonly Format[],
): Promise<TemplateFit[]> {
  const fits: TemplateFit[] = [];
  for (const template of templates) {
    const assigned = assignImages(template, images);
    if (!assigned || unmetNeed(template, copy)) continue;
    const drawn = drawnOf(template, assigned);
    const omits = {
      pictures: leftOutShare(drawn, images),
      copy: unshownCopy(template, copy),
      images: leftOutImages(drawn, images),
      ...offerPlaces(template, copy, formats),
    };
    const pictures = await photographs.show(assigned);
    const blind = pointsBlindly(template, pictures) || imitates(template, assigned) || burns(template, drawn);
    fits.push({ template, pictures, omits, blind });
  }
  const allBlind = fits.every(({ blind }) => blind);
  const least = (of: keyof Omissions) => Math.min(...fits.map(({ omits }) => omits[of]));
  const [pictures, words, offer, foot] = [least('pictures'), least('copy'), least('offer'), least('foot')];
  return fits.map(({ omits, ...fit }) => ({
    ...fit,
    omits: {
      ...omits,
      pictures: omits.pictures - pictures,
      copy: omits.copy - words,
      offer: omits.offer - offer,
      foot: omits.foot - foot,
    },
    blind: fit.blind && !allBlind,
  }));
}

/** Throws `no_template_fits` for a template that was asked for by name and cannot show this copy or these images. */
export function requireFit(template: Template, copy: TypesetCopy, images: readonly OrderImage[]): void {
  if (template.slots.number && !copy.numbered) {
    const message = `The template ${template.name} needs a headline that begins with a number in one word and has two words or more beside it, such as "5 mistakes every beginner makes".`;
    throw new Fault('no_template_fits', message, { field: 'copy/headline' });
  }
  if (template.slots.emoji && !copy.emojiApart) {
    const message = `The template ${template.name} needs a headline that begins or ends with an emoji.`;
    throw new Fault('no_template_fits', message, { field: 'copy/headline' });
  }
  const unmet = unmetNeed(template, copy);
  if (unmet) throw new Fault('no_template_fits', unmet.message, { field: `copy/${unmet.field}` });
  if (assignImages(template, images)) return;
  const message = `The template ${template.name} needs ${picturesNeeded(template)}, and the order has no image that serves.`;
  throw new Fault('no_template_fits', message, { field: 'assets' });
}

const PICTURES = { cutout: 'a subject that is cut out', photo: 'a photograph of a subject', backdrop: 'a background' };

function picturesNeeded({ images }: Template): string {
  const slots = IMAGE_SLOTS.filter((slot) => images[slot] === 'required' || images[slot] === 'either');
  const named = slots.map((slot) => PICTURES[slot.replace(/-\d$/, '') as keyof typeof PICTURES]);
  const either = slots.some((slot) => images[slot] === 'either');
  const several = slots.some((slot) => /-\d$/.test(slot)) ? ', of several subjects' : '';
  return named.length === 0 ? 'other images' : [...new Set(named)].join(either ? ' or ' : ' and ') + several;
}

/** Why a template cannot show the copy, if so. It shows all points or none: with too few slots it does not fit. */
function unmetNeed(
  { name, slots, needs }: Template,
  copy: TypesetCopy,
): { field: string; message: string } | undefined {
  const given = partsGiven(copy);
  const needed = needs.find((need) => !given.has(need));
  // What was given may have been left out, because no font draws it.
  const drawn = copy.missing.length > 0 ? ' that an installed font draws' : '';
  if (needed) return { field: needed, message: `The template ${name} needs ${needed} in the copy${drawn}.` };
  const shown = POINT_SLOTS.filter((slot) => slots[slot]);
  if (shown.length === 0 || POINT_SLOTS.every((slot) => !copy.slots.has(slot) || slots[slot])) return undefined;
  return { field: 'points', message: `The template ${name} shows ${shown.length} points at most.` };
}

/** How many parts of the copy but the offer it does not show. */
function unshownCopy({ slots }: Template, copy: TypesetCopy): number {
  const given = partsGiven(copy);
  const shown = {
    points: POINT_SLOTS.some((slot) => slots[slot]),
    labels: LABEL_SLOTS.every((slot) => slots[slot]),
    author: slots.author !== undefined,
    subline: slots.subline !== undefined,
    button: slots.button !== undefined,
  };
  return Object.entries(shown).filter(([name, isShown]) => given.has(name) && !isShown).length;
}

/** A ring needs a face, a found subject or a focus set by hand; a focus from the analysis alone is a guess. */
function pointsBlindly({ root }: Template, pictures: Pictures): boolean {
  const points = 'children' in root && root.children?.some((child) => child.attributes?.['data-draw'] !== undefined);
  if (!points) return false;
  return [...pictures].every(
    ([slot, { subject, focusIsGiven }]) =>
      slot === 'backdrop' || (!isCutout(slot) && subject === undefined && !focusIsGiven),
  );
}

/** Of the assigned images those that it draws: some have no place, or none beside the others, for a backdrop. */
function drawnOf({ root }: Template, assigned: ImageAssignment): ImageAssignment {
  const slots = drawnSlots(root, assigned);
  return new Map([...assigned].filter(([slot]) => slots.has(slot)));
}

function drawnSlots(node: Template['root'], assigned: ImageAssignment): ReadonlySet<string> {
  const { 'data-image': own, 'data-if': condition = '' } = node.attributes ?? {};
  const isMet = (term: string) => {
    const slot = IMAGE_SLOTS.find((name) => name === term.replace('!', ''));
    return slot === undefined || assigned.has(slot) !== term.startsWith('!');
  };
  if (!condition.split(' ').every(isMet)) return new Set();
  const children = 'children' in node ? (node.children ?? []) : [];
  return new Set([
    ...(own === undefined ? [] : [own]),
    ...children.flatMap((child) => [...drawnSlots(child, assigned)]),
  ]);
}

/** A screen shows what was drawn for it; a photograph in it pretends to be an app, a wide page in a phone is cut. */
function imitates({ screens }: Template, assigned: ImageAssignment): boolean {
  if (screens === undefined) return false;
  const shown = [...assigned.values()].filter(({ analysis }) => isScreenshot(analysis));
  return !shown.some(({ analysis: { width, height } }) => screens === (width > height ? 'window' : 'phone'));
}

/** The luminance, of 1, from which a plain ground is a studio's and no wall in the shade. */
const LIGHT_GROUND = 0.7;

/** A light ground that runs into black is as if it were burnt. */
function burns({ sinks }: Template, drawn: ImageAssignment): boolean {
  const isLight = ({ analysis: { seen } }: OrderImage) =>
    seen?.ground.plain === true && wcagLuminance(seen.ground.hex) >= LIGHT_GROUND;
  return sinks && [...drawn].some(([slot, image]) => !isCutout(slot) && slot !== 'backdrop' && isLight(image));
}

function partsGiven({ slots, offer }: TypesetCopy): ReadonlySet<string> {
  return new Set<string>([...slots.keys(), ...groupsIn(slots), ...(offer.qr === undefined ? [] : ['qr'])]);
}
