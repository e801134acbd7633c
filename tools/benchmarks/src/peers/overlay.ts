import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** What every engine draws: a tree of boxes and lines with inline styles, in CSS that all engines support. */
export interface Part {
  readonly style: Readonly<Record<string, string | number>>;
  readonly children: string | readonly Part[];
}

export const SIZE = { width: 1280, height: 720 } as const;
export const FONT = 'Anton';

const HEADLINE = {
  fontFamily: FONT,
  fontSize: 132,
  textTransform: 'uppercase',
  textShadow: '0 6px 18px rgba(0,0,0,0.5)',
};

/** The overlay of a thumbnail: a scrim, a two-line headline with a shadow, and a second line on a plate. */
export const OVERLAY: Part = {
  style: {
    display: 'flex',
    ...SIZE,
    boxSizing: 'border-box',
    backgroundImage: 'linear-gradient(90deg, rgba(8,10,20,0.85), rgba(8,10,20,0) 70%)',
    padding: 56,
    flexDirection: 'column',
    justifyContent: 'center',
    alignItems: 'flex-start',
  },
  children: [
    { style: { ...HEADLINE, lineHeight: 1, color: '#fff' }, children: 'Hear every' },
    { style: { ...HEADLINE, lineHeight: 1.1, color: '#ffc53d' }, children: 'detail' },
    {
      style: { fontFamily: FONT, fontSize: 44, color: '#fff', background: '#d6293e', padding: '12px 28px' },
      children: 'Tested for 100 days',
    },
  ],
};

/** Each engine reads the format that suits it best. */
export function fontFile(format: 'woff' | 'woff2'): Promise<Buffer> {
  return readFile(fileURLToPath(import.meta.resolve(`@fontsource/anton/files/anton-latin-400-normal.${format}`)));
}
