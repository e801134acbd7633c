import type { AspectClass, Format } from '@proofsheet/domain';

/** What sets a size apart within its aspect class: a class of the root in CSS, a word of `data-if` in HTML. */
export const TRAITS = ['slim', 'tiny', 'story', 'corner'] as const;
export type Trait = (typeof TRAITS)[number];

/** Traits that may have their own boxes in place of their class's, in the order in which they are looked for. */
export const TRAITS_WITH_BOXES = ['tiny', 'slim', 'story', 'corner'] as const;

/** The width, in heights, from which a strip has room for one row only: 728x90 and 320x50 are slim, 930x180 is not. */
const SLIM = 5.5;
/** The height, in pixels, below which a strip has room for a promise and a button only: 320x50 is tiny, 468x60 not. */
const TINY = 56;

/** `flip`: the design is mirrored, so that its words stand over the lower right corner. */
export function traitsOf(format: Format, flip = false): Trait[] {
  const { aspect, width, height, reserved } = format;
  const traits = {
    slim: aspect === 'strip' && width / height >= SLIM,
    tiny: aspect === 'strip' && height < TINY,
    story: aspect === 'tall' && reserved.length > 0,
    corner: flip && safeInsets(format).corner > 0,
  };
  return TRAITS.filter((trait) => traits[trait]);
}

/** The keys under which a manifest may have boxes for a size, the most specific first. */
export function boxKeysOf(format: Format, flip = false): (AspectClass | (typeof TRAITS_WITH_BOXES)[number])[] {
  const traits = traitsOf(format, flip);
  return [...TRAITS_WITH_BOXES.filter((trait) => traits.includes(trait)), format.aspect];
}

/** How far the platform's own elements reach in from each edge, and up from the lower right corner, in pixels. */
export function safeInsets({
  width,
  height,
  reserved,
}: Format): Record<'top' | 'right' | 'bottom' | 'left' | 'corner', number> {
  const bands = reserved.filter((zone) => zone.width >= width || zone.height >= height);
  const corners = reserved.filter((zone) => !bands.includes(zone) && zone.x + zone.width >= width);
  const lower = corners.filter((zone) => zone.y + zone.height >= height);
  const lying = bands.filter((zone) => zone.width >= width);
  const upright = bands.filter((zone) => zone.width < width);
  return {
    top: Math.max(0, ...lying.filter(({ y }) => y === 0).map((zone) => zone.height)),
    bottom: Math.max(0, ...lying.filter(({ y }) => y > 0).map((zone) => height - zone.y)),
    left: Math.max(0, ...upright.filter(({ x }) => x === 0).map((zone) => zone.width)),
    right: Math.max(0, ...upright.filter(({ x }) => x > 0).map((zone) => width - zone.x)),
    corner: Math.max(0, ...lower.map((zone) => height - zone.y)),
  };
}
