import { edges, type FormatEntry, MB } from './entry.ts';

/** Sizes that several platforms take, with a cap that all of these accept. */
export const GENERAL = {
  landscape: {
    kind: 'AD',
    width: 1200,
    height: 628,
    maxBytes: 5 * MB,
    source: 'https://support.google.com/google-ads/answer/13676244',
  },
  square: {
    kind: 'AD',
    width: 1080,
    height: 1080,
    maxBytes: 5 * MB,
    source: 'https://www.facebook.com/business/ads-guide/update/image',
  },
  story: {
    kind: 'AD',
    width: 1080,
    height: 1920,
    maxBytes: 5 * MB,
    reserved: edges({ top: 0.14, bottom: 0.2 }),
    source: 'https://www.facebook.com/business/ads-guide/update/image/instagram-story',
  },
} as const satisfies Record<string, FormatEntry>;
