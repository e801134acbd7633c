import { type FormatEntry, MB } from './entry.ts';

const linkedin = { kind: 'AD', maxBytes: 5 * MB, source: 'https://www.linkedin.com/help/lms/answer/a426534' } as const;

export const LINKEDIN = {
  'linkedin-landscape': { ...linkedin, width: 1200, height: 628 },
  'linkedin-square': { ...linkedin, width: 1200, height: 1200 },
  'linkedin-portrait': { ...linkedin, width: 720, height: 900 },
} as const satisfies Record<string, FormatEntry>;

const x = {
  kind: 'AD',
  maxBytes: 5 * MB,
  source: 'https://business.x.com/en/help/campaign-setup/creative-ad-specifications',
} as const;

export const X = {
  'x-landscape': { ...x, width: 800, height: 418 },
  'x-square': { ...x, width: 800, height: 800 },
} as const satisfies Record<string, FormatEntry>;

const tiktok = {
  kind: 'AD',
  maxBytes: 100 * MB,
  source: 'https://ads.tiktok.com/help/article/global-app-bundle-image-ad-specifications',
} as const;

export const TIKTOK = {
  'tiktok-landscape': { ...tiktok, width: 1200, height: 628 },
  'tiktok-square': { ...tiktok, width: 640, height: 640 },
  'tiktok-portrait': { ...tiktok, width: 720, height: 1280 },
} as const satisfies Record<string, FormatEntry>;

export const PINTEREST = {
  'pinterest-pin': {
    kind: 'AD',
    width: 1000,
    height: 1500,
    maxBytes: 20 * MB,
    source: 'https://help.pinterest.com/en/business/article/pinterest-product-specs',
  },
} as const satisfies Record<string, FormatEntry>;
