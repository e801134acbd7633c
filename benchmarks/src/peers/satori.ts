import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';

/**
 * An overlay comparable with a thumbnail's: a scrim, a two-line headline with a shadow, a second line and a plate,
 * drawn by Satori and resvg. Fonts are read once; each call lays out, draws and answers a PNG.
 */
export async function satoriOverlay({
  width,
  height,
}: {
  width: number;
  height: number;
}): Promise<() => Promise<Buffer>> {
  const anton = await readFile(
    fileURLToPath(import.meta.resolve('@fontsource/anton/files/anton-latin-400-normal.woff')),
  );
  const box = (style: object, children: unknown) => ({
    type: 'div',
    props: { style: { display: 'flex', ...style }, children },
  });
  const scrim = 'linear-gradient(90deg, rgba(8,10,20,0.85), rgba(8,10,20,0) 70%)';
  const shadow = { textShadow: '0 6px 18px rgba(0,0,0,0.5)' };
  const tree = box(
    { width, height, backgroundImage: scrim, padding: 56, flexDirection: 'column', justifyContent: 'center' },
    [
      box(
        { fontFamily: 'Anton', fontSize: 132, lineHeight: 1, color: '#fff', textTransform: 'uppercase', ...shadow },
        'Hear every',
      ),
      box(
        {
          fontFamily: 'Anton',
          fontSize: 132,
          lineHeight: 1.1,
          color: '#ffc53d',
          textTransform: 'uppercase',
          ...shadow,
        },
        'detail',
      ),
      box(
        { fontFamily: 'Anton', fontSize: 44, color: '#fff', background: '#d6293e', padding: '12px 28px' },
        'Tested for 100 days',
      ),
    ],
  );
  const fonts = [{ name: 'Anton', data: anton, weight: 400 as const, style: 'normal' as const }];
  return async () => {
    const svg = await satori(tree as Parameters<typeof satori>[0], { width, height, fonts });
    return Buffer.from(new Resvg(svg).render().asPng());
  };
}
