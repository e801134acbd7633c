import { type Box, blend, type Canvas, clip, type Rgb, rgbOf } from '@proofsheet/raster';
import { CLEAR_SPACE, plateUnder } from '../layout/logo.ts';
import { ALWAYS, contrastAsDrawn } from '../layout/logo-contrast.ts';
import { isAtHome, leastContrastOf } from '../layout/logo-ink.ts';
import type { LogoImage } from '../layout/setting.ts';
import type { Theme } from '../layout/theme.ts';

/** A logo as it ended up on the canvas. */
export interface MeasuredLogo {
  /** Where its pixels are, in the frame. */
  readonly box: Box;
  /**
   * WCAG contrast between what is drawn and what is behind it, but for the part of its ink that may be lost; 21 for a box
   * with its own ground.
   */
  readonly contrast: number;
  /** Whether there is a plate behind it. */
  readonly plated: boolean;
  /** The share of it and its clear space that lies on a face or a subject, or is hidden by one. */
  readonly onSubject: number;
}

/** How far a plate reaches beyond its logo, and how round its corners are, in heights of the logo. */
const PLATE = { padding: CLEAR_SPACE, radius: 0.14 };

/**
 * Lays a logo in the middle of its box. The version that reads best on what is behind it is taken; where none does, a
 * plate is laid under it, but never around a box of its own, unless that lacks air: then it goes on in its own colour.
 */
export function layLogo(
  canvas: Canvas,
  logo: LogoImage,
  room: Box,
  { theme, fixes }: { readonly theme: Theme; readonly fixes: boolean },
): Omit<MeasuredLogo, 'onSubject'> {
  const standing = [logo, ...logo.others].map((version) => {
    const box = middleOf(room, version);
    return { version, box, contrast: contrastOn(canvas, version, box) };
  });
  const first = standing[0] as (typeof standing)[number];
  const best = standing.toSorted((one, other) => other.contrast - one.contrast)[0] as typeof first;
  const { version, box, contrast } = first.contrast >= leastContrastOf(logo) ? first : best;
  const isTight = version.tight !== undefined && shareOfColour(canvas, withClearSpace(box), version.tight) < AT_HOME;
  const plated = fixes && (isTight || (contrast < leastContrastOf(version) && !version.isBox));
  if (plated) layPlate(canvas, box, version.tight ?? rgbOf(plateUnder(version, theme)));
  const measured = plated ? contrastOn(canvas, version, box) : contrast;
  blend(canvas, version, box.x, box.y);
  return { box, contrast: measured, plated };
}

/** Whether a version of a logo reads on what is behind it there, without a plate. */
export function isReadAt(canvas: Canvas, logo: LogoImage, room: Box): boolean {
  const versions = [logo, ...logo.others];
  return versions.some((version) => contrastOn(canvas, version, middleOf(room, version)) >= leastContrastOf(version));
}

/** A logo with the clear space that belongs to it. */
export function withClearSpace({ x, y, width, height }: Box): Box {
  const margin = height * CLEAR_SPACE;
  return { x: x - margin, y: y - margin, width: width + margin * 2, height: height + margin * 2 };
}

function middleOf(room: Box, { width, height }: LogoImage): Box {
  const x = Math.round(room.x + (room.width - width) / 2);
  return { x, y: Math.round(room.y + (room.height - height) / 2), width, height };
}

/** The share of what is behind a logo that is of the ground it was uploaded on, from which it stands there as it did. */
const AT_HOME = 0.97;

/** To be measured before the logo is laid. */
function contrastOn(canvas: Canvas, logo: LogoImage, box: Box): number {
  if (logo.hasOwnGround) return ALWAYS;
  if (logo.home && shareOfColour(canvas, box, logo.home) >= AT_HOME) return ALWAYS;
  if (logo.onlyAtHome) return 1;
  const inFrame = (value: number, size: number) => Math.min(size - 1, Math.max(0, value));
  return contrastAsDrawn(logo, {
    bytes: canvas.data,
    at: (x, y) => (inFrame(box.y + y, canvas.height) * canvas.width + inFrame(box.x + x, canvas.width)) * 3,
  });
}

/** The share of what is seen of a box that is of a colour. */
function shareOfColour(canvas: Canvas, box: Box, colour: Rgb): number {
  const seen = clip(box, { x: 0, y: 0, width: canvas.width, height: canvas.height });
  let count = 0;
  for (let y = Math.ceil(seen.y); y < seen.y + seen.height; y++)
    for (let x = Math.ceil(seen.x); x < seen.x + seen.width; x++)
      if (isAtHome(colour, ...rgbAt(canvas.data, (y * canvas.width + x) * 3))) count++;
  return count / Math.max(1, seen.width * seen.height);
}

function rgbAt(data: Uint8Array, at: number): [r: number, g: number, b: number] {
  return [data[at] as number, data[at + 1] as number, data[at + 2] as number];
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
