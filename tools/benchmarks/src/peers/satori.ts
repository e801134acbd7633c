import { Resvg } from '@resvg/resvg-js';
import satori from 'satori';
import { FONT, fontFile, OVERLAY, type Part, SIZE } from './overlay.ts';

/** Satori lays out, resvg draws. The font is read once; each call answers straight RGBA, as the pipeline needs it. */
export async function satoriOverlay(): Promise<() => Promise<Buffer>> {
  const fonts = [{ name: FONT, data: await fontFile('woff'), weight: 400 as const, style: 'normal' as const }];
  const tree = elementOf(OVERLAY) as Parameters<typeof satori>[0];
  return async () => new Resvg(await satori(tree, { ...SIZE, fonts })).render().pixels;
}

function elementOf({ style, children }: Part): unknown {
  const inside = typeof children === 'string' ? children : children.map(elementOf);
  return { type: 'div', props: { style: { display: 'flex', ...style }, children: inside } };
}
