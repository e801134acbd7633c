import type { ReviewPin } from '@proofsheet/client';
import type { CSSProperties } from 'react';

/** For styles that bound both sides. */
export function proportionsOf({ width, height }: { width: number; height: number }): CSSProperties {
  return { '--ratio': width / height, aspectRatio: `${width} / ${height}` } as CSSProperties;
}

/** Not mirrored where words run from right to left: the picture is not, either. */
export function placeOf({ x, y }: ReviewPin) {
  return { left: `${x * 100}%`, top: `${y * 100}%` };
}
