import { type FormatEntry, KB } from './entry.ts';

/** An ad that is uploaded as a finished image. */
const uploaded = (width: number, height: number) => ({
  kind: 'AD' as const,
  width,
  height,
  maxBytes: 150 * KB,
  source: 'https://support.google.com/google-ads/answer/1722096',
});

export const GOOGLE_DISPLAY = {
  'google-200x200': uploaded(200, 200),
  'google-240x400': uploaded(240, 400),
  'google-250x250': uploaded(250, 250),
  'google-250x360': uploaded(250, 360),
  'google-300x250': uploaded(300, 250),
  'google-336x280': uploaded(336, 280),
  'google-580x400': uploaded(580, 400),
  'google-120x600': uploaded(120, 600),
  'google-160x600': uploaded(160, 600),
  'google-300x600': uploaded(300, 600),
  'google-300x1050': uploaded(300, 1050),
  'google-468x60': uploaded(468, 60),
  'google-728x90': uploaded(728, 90),
  'google-930x180': uploaded(930, 180),
  'google-970x90': uploaded(970, 90),
  'google-970x250': uploaded(970, 250),
  'google-980x120': uploaded(980, 120),
  'google-300x50': uploaded(300, 50),
  'google-320x50': uploaded(320, 50),
  'google-320x100': uploaded(320, 100),
} as const satisfies Record<string, FormatEntry>;

/** A part of a responsive ad, which Google assembles itself. */
const part = (width: number, height: number) => ({
  kind: 'AD' as const,
  width,
  height,
  maxBytes: 5_120 * KB,
  source: 'https://support.google.com/google-ads/answer/13676244',
});

export const GOOGLE_RESPONSIVE = {
  'google-responsive-landscape': part(1200, 628),
  'google-responsive-square': part(1200, 1200),
} as const satisfies Record<string, FormatEntry>;

/** For templates that show a logo and nothing else; Google refuses an ad in the place of a logo. */
export const GOOGLE_LOGOS = {
  'google-logo-landscape': part(1200, 300),
  'google-logo-square': part(1200, 1200),
} as const satisfies Record<string, FormatEntry>;
