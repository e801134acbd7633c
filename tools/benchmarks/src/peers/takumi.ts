import { Renderer } from '@takumi-rs/core';
import { FONT, fontFile, OVERLAY, type Part, SIZE } from './overlay.ts';

type Node = Parameters<Renderer['render']>[0];

/** As in the pipeline: measured to fit the words, measured again as typeset, drawn as straight RGBA. */
export async function takumiOverlay(): Promise<() => Promise<Buffer>> {
  const renderer = new Renderer();
  await renderer.registerFont({ name: FONT, data: await fontFile('woff2') });
  const root = nodeOf(OVERLAY) as Node;
  return async () => {
    await renderer.measure(root, SIZE);
    await renderer.measure(root, SIZE);
    return renderer.render(root, { ...SIZE, format: 'raw' });
  };
}

function nodeOf({ style, children }: Part): unknown {
  if (typeof children !== 'string') return { type: 'container', style, children: children.map(nodeOf) };
  return { type: 'container', style, children: [{ type: 'text', text: children }] };
}
