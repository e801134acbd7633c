import type { Format } from '@proofsheet/domain';
import type { Template, TextSlot } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import type { TypesetCopy } from '../text/copy.ts';

/** The text that stands for each part of an offer; a price before stands with the price. */
const OFFER_SLOTS = ['price', 'badge', 'coupon', 'rating', 'legal'] as const satisfies readonly TextSlot[];

/** Of the given parts of an offer, how many it has no place for in a format, on the mean, and how many in its foot. */
export function offerPlaces(
  template: Template,
  { slots, offer }: TypesetCopy,
  formats: readonly Format[],
): { offer: number; foot: number } {
  const given = OFFER_SLOTS.filter((slot) => slots.has(slot));
  const hasCode = offer.qr !== undefined;
  const unplaced = formats.map((format) => {
    const has = (boxes: Partial<Record<string, unknown>> = {}) => boxKeysOf(format).some((key) => boxes[key]);
    const lacking = given.filter((slot) => !has(template.slots[slot]?.boxes));
    return lacking.length + (hasCode && !has(template.qr) ? 1 : 0);
  });
  return {
    offer: unplaced.reduce((sum, count) => sum + count, 0) / Math.max(1, formats.length),
    foot: given.filter((slot) => template.footSlots.has(slot)).length + (hasCode && !template.ownQr ? 1 : 0),
  };
}
