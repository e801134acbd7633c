import { FINDINGS, type Finding, finding, type OfferPart } from '@proofsheet/domain';
import type { Composition } from '../compose/compose.ts';
import type { MeasuredRun } from '../compose/legibility/measure-text.ts';
import type { Layout } from '../layout/layers.ts';
import { isPrice, LABEL_SLOTS, POINT_SLOTS, type TextSlot } from '../templates/manifest.ts';

/** From this share on a subject hides so much of a price's line that a figure may be another one. */
const HIDDEN = 0.05;
/** From this many type sizes on something of a price is missing at an end, rather than its bearings. */
const CUT = 0.35;

/** The lines of a price of which an amount is parted, or something cut off or hidden. */
export function priceFindings({ runs, hiddenPrices }: Pick<Composition, 'runs' | 'hiddenPrices'>): Finding[] {
  const isBroken = (run: MeasuredRun, index: number) =>
    isPrice(run.slot) && (run.parted || run.lost > CUT || (hiddenPrices.get(index) ?? 0) > HIDDEN);
  const broken = runs.filter(isBroken).length;
  if (broken <= FINDINGS.price_broken.limit) return [];
  return [finding('price_broken', broken, 'A price is parted, cut off or partly hidden.')];
}

const SLOTS: Readonly<Record<Exclude<OfferPart, 'qr'>, { readonly slot: TextSlot; readonly name: string }>> = {
  price: { slot: 'price', name: 'price' },
  oldPrice: { slot: 'old-price', name: 'price before' },
  badge: { slot: 'badge', name: 'badge' },
  coupon: { slot: 'coupon', name: 'coupon' },
  rating: { slot: 'rating', name: 'rating' },
  legal: { slot: 'legal', name: 'legal line' },
};

/** The parts of the offer that the order gives and this picture does not show, by their names. */
export function leftOutOfOffer({ setting, layers }: Layout): string[] {
  const { copy, template } = setting;
  const drawings = layers.flatMap((layer) => (layer.type === 'drawing' ? [layer] : []));
  const drawn = new Set(drawings.flatMap(({ runs }) => runs.map(({ slot }) => slot)));
  // A price before stands in the lines of the price, where it has no place of its own.
  if (!template.slots['old-price'] && drawn.has('price') && copy.slots.has('old-price')) drawn.add('old-price');
  const hasCode = drawings.some(({ codes }) => codes.length > 0);
  return copy.offer.given.flatMap((part) => {
    if (part === 'qr') return hasCode ? [] : ['QR code'];
    const { slot, name } = SLOTS[part];
    return drawn.has(slot) ? [] : [name];
  });
}

/** The slots of words that are no offer, by what they are called in an order. */
const WORDS: readonly (readonly [slots: readonly TextSlot[], name: string])[] = [
  [['subline'], 'subline'],
  [['button'], 'button'],
  [POINT_SLOTS, 'points'],
  [LABEL_SLOTS, 'labels'],
  [['author'], 'author'],
];

/**
 * The other words that the order gives and this picture does not show, by their names, also those that had no room; a
 * logo stands for the brand's.
 */
export function leftOutWords({ setting: { copy, dropped, logo }, layers }: Layout): string[] {
  const drawings = layers.flatMap((layer) => (layer.type === 'drawing' ? [layer] : []));
  const drawn = new Set(drawings.flatMap(({ runs }) => runs.map(({ slot }) => slot)));
  const isMissing = (slot: TextSlot) => (copy.slots.has(slot) || dropped?.has(slot)) && !drawn.has(slot);
  const words = WORDS.flatMap(([slots, name]) => (slots.some(isMissing) ? [name] : []));
  const hasLogo = logo !== undefined && drawings.some(({ logos }) => logos.length > 0);
  return isMissing('brand') && !hasLogo ? [...words, 'brand'] : words;
}

/** Everything of the copy that the order gives and this picture does not show, by its name. */
export function namesLeftOut(layout: Layout): string[] {
  return [...leftOutOfOffer(layout), ...leftOutWords(layout)];
}

export function copyLeftOut(layout: Layout): Finding[] {
  const names = namesLeftOut(layout);
  if (names.length === 0) return [];
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return [finding('copy_left_out', names.length, `Not shown of the copy: ${listed}.`)];
}
