import type { AspectClass, Format } from '@proofsheet/domain';

/** What a size is beside its class: root classes in CSS, words of `data-if` in HTML. */
export const TRAITS = ['slim', 'tiny', 'story', 'corner'] as const;
export type Trait = (typeof TRAITS)[number];

/** Traits that have boxes of their own, in place of those of their class. */
export const TRAITS_WITH_BOXES = ['tiny', 'slim', 'story', 'corner'] as const;

/** From here on a strip has room for a row and nothing below it: 728x90 and 320x50 are slim, 930x180 is not. */
const SLIM = 5.5;
/** Pixels of a strip's height below which there is room for a promise and a button: 320x50 is tiny, 468x60 is not. */
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

/** What boxes for a size go by, the closest first. */
export function boxKeysOf(format: Format, flip = false): (AspectClass | (typeof TRAITS_WITH_BOXES)[number])[] {
  const traits = traitsOf(format, flip);
  return [...TRAITS_WITH_BOXES.filter((shape) => traits.includes(shape)), format.aspect];
}

/** How far the platform's own things reach in from each edge, and up from the lower right corner, in pixels. */
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
