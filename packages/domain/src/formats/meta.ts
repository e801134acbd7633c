import { edges, type FormatEntry, MB } from './entry.ts';

const GUIDE = 'https://www.facebook.com/business/ads-guide/update/image';

export const META = {
  'meta-square': { kind: 'AD', width: 1080, height: 1080, maxBytes: 30 * MB, source: GUIDE },
  'meta-portrait': { kind: 'AD', width: 1080, height: 1350, maxBytes: 30 * MB, source: GUIDE },
  'meta-story': {
    kind: 'AD',
    width: 1080,
    height: 1920,
    maxBytes: 30 * MB,
    reserved: edges({ top: 0.14, bottom: 0.2 }),
    source: `${GUIDE}/instagram-story`,
  },
  'meta-reel': {
    kind: 'AD',
    width: 1080,
    height: 1920,
    maxBytes: 30 * MB,
    reserved: edges({ top: 0.14, bottom: 0.35, sides: 0.06 }),
    source: `${GUIDE}/instagram-reels`,
  },
} as const satisfies Record<string, FormatEntry>;
