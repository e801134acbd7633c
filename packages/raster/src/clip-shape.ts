/** The shapes that a photograph may be cut to: an ellipse, or a box whose inner side leans. */
export const CLIP_SHAPES = ['round', 'slanted'] as const;
export type ClipShape = (typeof CLIP_SHAPES)[number];

/** How far a slanted side leans from its head to its foot, as a share of the height. */
const LEAN = 0.26;

/** Where a row of a shape begins and ends, across its box; `y` runs from 0 at the head of the box to its height. */
export type RowSpan = (y: number) => readonly [from: number, to: number];

/** `onRight`: the box does not begin at the left edge of the frame, so its left side is the inner one. */
export function spanOf(shape: ClipShape, width: number, height: number, onRight: boolean): RowSpan {
  if (shape === 'round')
    return (y) => {
      const across = Math.sqrt(Math.max(0, 1 - ((y - height / 2) / (height / 2)) ** 2)) * (width / 2);
      return [width / 2 - across, width / 2 + across];
    };
  const lean = (y: number) => LEAN * (height - y);
  return onRight ? (y) => [lean(y), width] : (y) => [0, width - lean(y)];
}
