import { traitsOf } from '../templates/traits.ts';
import { groupsIn, type TypesetCopy } from '../text/copy.ts';
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
    ...(darkPhoto ? ['dark-photo'] : []),
    ...traitsOf(format, flip),
    format.aspect,
  ]);
}

const PERCENTAGE = /[%\u066a\ufe6a\uff05]/u;

/** Whether the order says that something costs less than before. */
function isReduced({ slots }: TypesetCopy): boolean {
  const hasPercentage = (['price', 'badge'] as const).some((slot) =>
    slots.get(slot)?.some(({ text }) => PERCENTAGE.test(text)),
  );
  return slots.has('old-price') || slots.has('coupon') || hasPercentage;
}
