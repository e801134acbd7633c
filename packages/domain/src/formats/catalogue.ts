import type { GenerationKind } from '../kinds.ts';
import { type AspectClass, aspectOf } from './aspect.ts';
import type { FormatEntry, Zone } from './entry.ts';
import { GENERAL } from './general.ts';
import { GOOGLE_DISPLAY, GOOGLE_LOGOS, GOOGLE_RESPONSIVE } from './google.ts';
import { META } from './meta.ts';
import { LINKEDIN, PINTEREST, TIKTOK, X } from './social.ts';
import { YOUTUBE } from './youtube.ts';

/** A rectangle in pixels of the format, origin at the upper left. */
export interface PixelZone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Format {
  /** One of `FORMAT_NAMES`, or `custom-640x480`. */
  readonly name: string;
  readonly kind: GenerationKind;
  readonly width: number;
  readonly height: number;
  readonly aspect: AspectClass;
  /** The most bytes that the file may have, or Infinity; the encoder stays below. */
  readonly maxBytes: number;
  /** Where the platform draws its own things; text stays out. */
  readonly reserved: readonly PixelZone[];
  /** Of a draft: its sides as a share of those that the platform takes. */
  readonly scale?: number;
}

export interface NamedFormat extends Format {
  readonly name: FormatName;
  /** Where the numbers come from. */
  readonly source: string;
}

const FORMATS = {
  ...GENERAL,
  ...YOUTUBE,
  ...GOOGLE_DISPLAY,
  ...GOOGLE_RESPONSIVE,
  ...GOOGLE_LOGOS,
  ...META,
  ...LINKEDIN,
  ...X,
  ...TIKTOK,
  ...PINTEREST,
} as const satisfies Record<string, FormatEntry>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];

/** One format by its name. */
export function formatNamed(name: FormatName): NamedFormat {
  const { kind, width, height, maxBytes, reserved = [], source }: FormatEntry = FORMATS[name];
  const zones = reserved.map((zone) => inPixels(zone, width, height));
  return { name, kind, width, height, aspect: aspectOf(width, height), maxBytes, reserved: zones, source };
}

/** Every format that a kind of generation may ask for. */
export function formatsOf(kind: GenerationKind): NamedFormat[] {
  return FORMAT_NAMES.map(formatNamed).filter((format) => format.kind === kind);
}

/** Rounded outward: a pixel that is reserved in part is reserved. */
function inPixels(zone: Zone, width: number, height: number): PixelZone {
  const [left, right] = outward(zone.x * width, (zone.x + zone.width) * width);
  const [top, bottom] = outward(zone.y * height, (zone.y + zone.height) * height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Rounding errors of binary fractions are no pixels. */
const EPSILON = 1e-6;

function outward(from: number, to: number): [number, number] {
  return [Math.floor(from + EPSILON), Math.ceil(to - EPSILON)];
}
