import type { Format } from '@proofsheet/domain';
import type { Box } from '@proofsheet/raster';

/** In a strip or a tower a thinner rim would be a hair. */
const LEAST_RIM = 2;

/** The width in pixels of a rim that is so many hundredths of the frame's shorter side wide. */
export function rimOf(hundredths: string, { width, height }: Pick<Format, 'width' | 'height'>): number {
  return Math.max(LEAST_RIM, Math.round((Number(hundredths) * Math.min(width, height)) / 100));
}

/** The box that a rim leaves, which stands within its element's. */
export function withinRim({ x, y, width, height }: Box, hundredths: string | undefined, format: Format): Box {
  const rim = hundredths === undefined ? 0 : rimOf(hundredths, format);
  return { x: x + rim, y: y + rim, width: width - rim * 2, height: height - rim * 2 };
}
