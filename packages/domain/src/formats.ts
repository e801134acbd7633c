import type { GenerationKind } from './kinds.ts';

/** The compositions a template may offer. A template lays itself out for a class, never for a size. */
export const ASPECT_CLASSES = ['wide', 'square', 'tall'] as const;
export type AspectClass = (typeof ASPECT_CLASSES)[number];

/** A rectangle in pixels of the format, origin at the upper left. */
export interface PixelZone {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Format {
  readonly name: FormatName;
  readonly kind: GenerationKind;
  readonly width: number;
  readonly height: number;
  readonly aspect: AspectClass;
  /** The most bytes the platform takes; the encoder searches a quality that stays under it. */
  readonly maxBytes: number;
  /** Where the platform draws its own things; text stays out. */
  readonly reserved: readonly PixelZone[];
  /** Where the numbers come from. */
  readonly source: string;
}

const MB = 1_000_000;

const FORMATS = {
  'youtube-thumbnail': {
    kind: 'THUMBNAIL',
    width: 1280,
    height: 720,
    aspect: 'wide',
    maxBytes: 2 * MB,
    reserved: [{ x: 1024, y: 612, width: 256, height: 108 }],
    source: 'https://support.google.com/youtube/answer/72431',
  },
  landscape: {
    kind: 'AD',
    width: 1200,
    height: 628,
    aspect: 'wide',
    maxBytes: 5 * MB,
    reserved: [],
    source: 'https://support.google.com/google-ads/answer/13676244',
  },
  square: {
    kind: 'AD',
    width: 1080,
    height: 1080,
    aspect: 'square',
    maxBytes: 5 * MB,
    reserved: [],
    source: 'https://www.facebook.com/business/ads-guide/update/image',
  },
  story: {
    kind: 'AD',
    width: 1080,
    height: 1920,
    aspect: 'tall',
    maxBytes: 5 * MB,
    reserved: [
      { x: 0, y: 0, width: 1080, height: 269 },
      { x: 0, y: 1536, width: 1080, height: 384 },
    ],
    source: 'https://www.facebook.com/business/ads-guide/update/image/instagram-story',
  },
} as const satisfies Record<string, Omit<Format, 'name'>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as [FormatName, ...FormatName[]];

/** One format by its name. */
export function formatNamed(name: FormatName): Format {
  return { name, ...FORMATS[name] };
}

/** Every format that a kind of generation may ask for. */
export function formatsOf(kind: GenerationKind): Format[] {
  return FORMAT_NAMES.map(formatNamed).filter((format) => format.kind === kind);
}
