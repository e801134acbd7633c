import { isCutout } from '../templates/manifest.ts';
import { traitsOf } from '../templates/traits.ts';
import { groupsIn, type TypesetCopy } from '../text/copy.ts';
import { isBroad } from './needed-part.ts';
import type { Setting } from './setting.ts';

/** What `data-if` may ask for, and the root has as classes. */
export function conditionsOf({
  copy,
  pictures,
  logo,
  qr,
  bleeds,
  darkPhoto,
  format,
  flip,
  template,
}: Setting): ReadonlySet<string> {
  const subjects = [...pictures.keys()].filter((slot) => slot !== 'backdrop').length;
  return new Set<string>([
    ...copy.slots.keys(),
    ...groupsIn(copy.slots),
    ...pictures.keys(),
    ...(subjects > 0 ? [`pictures-${subjects}`] : []),
    ...(logo ? ['logo'] : []),
    ...(qr ? ['qr'] : []),
    ...(copy.slots.has('rating') ? ['stars'] : []),
    ...(copy.quoted ? ['quoted'] : []),
    ...(isReduced(copy) ? ['reduced'] : []),
    ...(bleeds ? ['bleeding'] : []),
    ...(hasFoot({ copy, qr, template }) ? ['foot'] : []),
    ...(isContest(copy) ? ['against'] : []),
    ...(areLying(pictures) ? ['lying'] : []),
    ...(areLying(pictures, LONG) ? ['long'] : []),
    ...(areBroad(pictures) ? ['broad'] : []),
    ...(liesBeside(pictures) ? ['lying-beside'] : []),
    ...(darkPhoto ? ['dark-photo'] : []),
    ...traitsOf(format, flip),
    format.aspect,
  ]);
}

/** Whether parts of the offer stand in the foot that all ads share. A badge alone gets none. */
function hasFoot({ copy, qr, template }: Pick<Setting, 'copy' | 'qr' | 'template'>): boolean {
  const inFoot = [...template.footSlots].some((slot) => slot !== 'badge' && copy.slots.has(slot));
  return inFoot || (qr !== undefined && !template.ownQr);
}

/** From this width on, in heights, a photograph is a slit in an upright place. */
const LYING = 1.15;
/** From this width on it is a strip beside words, and has them above it. */
export const LONG = 1.9;

/** Whether its subjects are photographs, all wider than high. */
export function areLying(pictures: Setting['pictures'], least = LYING): boolean {
  const subjects = [...pictures].filter(([slot]) => slot !== 'backdrop');
  return (
    subjects.length > 0 && subjects.every(([slot, { width, height }]) => !isCutout(slot) && width >= height * least)
  );
}

/** Whether its subjects are photographs of which none fills a square place without losing something. */
export function areBroad(pictures: Setting['pictures']): boolean {
  const subjects = [...pictures].filter(([slot]) => slot !== 'backdrop');
  return subjects.length > 0 && subjects.every(([slot, photo]) => !isCutout(slot) && isBroad(photo));
}

/** Whether one of its subjects but the first is a photograph that is wider than high. */
function liesBeside(pictures: Setting['pictures']): boolean {
  return [...pictures].some(([slot, { width, height }]) => /^photo-/.test(slot) && width >= height * LYING);
}

const AGAINST = /^(vs|versus|gegen|contre|contra|kontra|против|مقابل)[.:]?$/iu;

/** Whether the order sets two things against each other: by names for both sides, or in its headline. */
function isContest({ slots }: TypesetCopy): boolean {
  return slots.has('label-1') || (slots.get('headline')?.some(({ text }) => AGAINST.test(text)) ?? false);
}

const PERCENTAGE = /[%\u066a\ufe6a\uff05]/u;

/** Whether the order says that something costs less than before. */
function isReduced({ slots }: TypesetCopy): boolean {
  const hasPercentage = (['price', 'badge'] as const).some((slot) =>
    slots.get(slot)?.some(({ text }) => isPercentage(text)),
  );
  return slots.has('old-price') || slots.has('coupon') || hasPercentage;
}

export function isPercentage(text: string): boolean {
  return PERCENTAGE.test(text);
}
