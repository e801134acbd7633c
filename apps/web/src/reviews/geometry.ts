import type { ReviewPin } from '@proofsheet/client';
import type { CSSProperties } from 'react';

/** For styles that bound both sides. */
export function proportionsOf({ width, height }: { width: number; height: number }): CSSProperties {
  return { '--ratio': width / height, aspectRatio: `${width} / ${height}` } as CSSProperties;
}

/** How near to an edge a pin would reach over it, on the picture of a phone. */
const NEAR = { right: 0.9, top: 0.16 };

/** Not mirrored where words run from right to left: the picture is not, either. */
export function pinnedAt({ x, y }: ReviewPin) {
  const leans = [x > NEAR.right ? 'left' : '', y < NEAR.top ? 'down' : ''].filter(Boolean).join(' ');
  return { style: { left: `${x * 100}%`, top: `${y * 100}%` }, 'data-leans': leans };
}
