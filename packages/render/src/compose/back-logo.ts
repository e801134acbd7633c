import { type Box, blend, type Canvas, clip, luminanceOf, type Rgb, rgbOf } from '@proofsheet/raster';
import { LEAST_LOGO_CONTRAST, plateUnder } from '../layout/logo.ts';
import type { LogoImage } from '../layout/setting.ts';
import type { Theme } from '../layout/theme.ts';

/** A logo as it ended up on the canvas. */
export interface MeasuredLogo {
  /** WCAG contrast between the mean of its own pixels and the mean of those that show between them; 21 without gaps. */
  readonly contrast: number;
  /** Whether a plate had to be laid behind it. */
  readonly plated: boolean;
}

/** How far a plate reaches beyond its logo, and how round its corners are, in heights of the logo. */
const PLATE = { padding: 0.24, radius: 0.14 };

/**
 * Measures a drawn logo on the canvas. A template means to put the theme's ground behind it; where a photograph shows
 * instead and the logo is lost on it, a plate is laid under the logo.
 */
export function backLogo(canvas: Canvas, logo: LogoImage, box: Box, theme: Theme): MeasuredLogo {
  const contrast = contrastOn(canvas, logo, box);
  if (contrast >= LEAST_LOGO_CONTRAST) return { contrast, plated: false };
  layPlate(canvas, box, rgbOf(plateUnder(logo, theme)));
  blend(canvas, logo, box.x, box.y);
  return { contrast: contrastOn(canvas, logo, box), plated: true };
}

function contrastOn(canvas: Canvas, logo: LogoImage, { x: left, y: top }: Box): number {
  const seen = clip({ x: left, y: top, width: logo.width, height: logo.height }, frameOf(canvas));
  const own = { sum: 0, count: 0 };
  const around = { sum: 0, count: 0 };
  for (let y = seen.y; y < seen.y + seen.height; y++) {
    for (let x = seen.x; x < seen.x + seen.width; x++) {
      const alpha = logo.data[((y - top) * logo.width + x - left) * 4 + 3] as number;
      const side = alpha > 240 ? own : alpha < 8 ? around : undefined;
      if (!side) continue;
      side.sum += luminanceOf(canvas, x, y);
      side.count++;
    }
  }
  if (own.count === 0 || around.count === 0) return 21;
  const [one, other] = [own.sum / own.count, around.sum / around.count];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function layPlate(canvas: Canvas, logo: Box, { r, g, b }: Rgb): void {
  const padding = Math.round(logo.height * PLATE.padding);
  const width = logo.width + padding * 2;
  const height = logo.height + padding * 2;
  const data = new Uint8Array(width * height * 4);
  const cover = roundedCover(width, height, logo.height * PLATE.radius);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) data.set([r, g, b, cover(x + 0.5, y + 0.5) * 255], (y * width + x) * 4);
  blend(canvas, { width, height, data }, logo.x - padding, logo.y - padding);
}

/** How much of a pixel lies inside a rectangle with round corners. */
function roundedCover(width: number, height: number, radius: number): (x: number, y: number) => number {
  return (x, y) => {
    const across = Math.max(radius - x, x - (width - radius), 0);
    const down = Math.max(radius - y, y - (height - radius), 0);
    return Math.min(1, Math.max(0, radius - Math.hypot(across, down) + 0.5));
  };
}

function frameOf({ width, height }: Canvas): Box {
  return { x: 0, y: 0, width, height };
}
