import type { Node } from '../engine/takumi.ts';
import type { TextSlotSpec } from '../templates/manifest.ts';
import type { Direction } from '../text/direction.ts';
import { type Theme, themeColour } from './theme.ts';

/** The name under which the drawing engine knows the stars of a rating. */
const STARS = 'proofsheet:stars';
const COUNT = 5;
/** Of a star in a square of one unit: its points lie on a circle, its inner corners on a smaller one. */
const OUTER = 0.5;
const INNER = 0.21;
const GAP = 0.12;
const WIDTH = COUNT + (COUNT - 1) * GAP;

/** The element with five stars, as high as the template has it. */
export function starsNode(node: Node): Node {
  const { className, attributes, style } = node;
  return { type: 'image', src: STARS, className, attributes, style: { ...style, aspectRatio: WIDTH } } as Node;
}

/**
 * The images of a drawing with the stars of a rating, in the colours of its text: what is reached of them is filled in the
 * mark's, the rest is faint. They are read in the layout's direction.
 */
export function withStars(
  images: ReadonlyMap<string, Buffer>,
  share: number,
  { ink, mark }: Pick<TextSlotSpec, 'ink' | 'mark'>,
  theme: Theme,
  direction: Direction,
): ReadonlyMap<string, Buffer> {
  const path = Array.from({ length: COUNT }, (_, at) => starAt(at * (1 + GAP))).join('');
  const mirror = direction === 'rtl' ? `transform="translate(${WIDTH} 0) scale(-1 1)"` : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} 1" width="${WIDTH * 100}" height="100">
<clipPath id="c"><rect width="${filledWidth(share)}" height="1"/></clipPath>
<g ${mirror}><path d="${path}" fill="${themeColour(theme, ink)}" fill-opacity=".22"/><path d="${path}" fill="${themeColour(theme, mark ?? ink)}" clip-path="url(#c)"/></g></svg>`;
  return new Map(images).set(STARS, Buffer.from(svg));
}

/** Gaps count for nothing: 4.8 of 5 fills four stars and four fifths of the last. */
function filledWidth(share: number): number {
  const stars = Math.min(COUNT, Math.max(0, share * COUNT));
  return stars + Math.min(COUNT - 1, Math.floor(stars)) * GAP;
}

function starAt(x: number): string {
  const points = Array.from({ length: COUNT * 2 }, (_, at) => {
    const radius = at % 2 === 0 ? OUTER : INNER;
    const angle = (Math.PI * at) / COUNT - Math.PI / 2;
    return `${(x + 0.5 + radius * Math.cos(angle)).toFixed(4)} ${(0.53 + radius * Math.sin(angle)).toFixed(4)}`;
  });
  return `M${points.join('L')}Z`;
}
