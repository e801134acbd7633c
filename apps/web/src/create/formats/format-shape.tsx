import type { Shape } from './choices.ts';

export interface FormatShapeProps {
  readonly shape: Shape;
  /** CSS pixels for one pixel of the format. */
  readonly scale: number;
}

/** No smaller side is drawn: a strip stays a strip. */
const LEAST = 4;

/** A format as an outline in its proportions, with what the platform covers hatched. */
export function FormatShape({ shape: { width, height, reserved }, scale }: FormatShapeProps) {
  return (
    <span
      className="shape"
      aria-hidden="true"
      style={{ inlineSize: Math.max(LEAST, width * scale), blockSize: Math.max(LEAST, height * scale) }}
    >
      <ReservedZones shape={{ width, height, reserved }} />
    </span>
  );
}

/** What the platform covers, over something in the proportions of the format. */
export function ReservedZones({ shape }: { readonly shape: Pick<Shape, 'width' | 'height' | 'reserved'> }) {
  const { width, height, reserved } = shape;
  return reserved.map((zone) => (
    <span
      key={`${zone.x} ${zone.y} ${zone.width}`}
      className="reserved"
      style={{
        left: `${(100 * zone.x) / width}%`,
        top: `${(100 * zone.y) / height}%`,
        inlineSize: `${(100 * zone.width) / width}%`,
        blockSize: `${(100 * zone.height) / height}%`,
      }}
    />
  ));
}
