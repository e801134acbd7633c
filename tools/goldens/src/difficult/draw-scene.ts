import { formatOf } from '@proofsheet/domain';
import type { OrderImage, RenderedOutput, Renderer } from '@proofsheet/render';
import type { Vision } from '@proofsheet/vision';
import { DIFFICULT, type Difficulty } from './pictures.ts';
import { type DifficultScene, wordsFor } from './scenes.ts';

/** Variants of each difficult order: enough to see what the planner makes of it. */
export const VARIANTS = 3;

export interface Tools {
  readonly vision: Pick<Vision, 'analyse'>;
  readonly renderer: Pick<Renderer, 'render'>;
}

/** Analyses the pictures as ingest does and renders the order as a worker does, no template pinned. */
export async function drawScene({ vision, renderer }: Tools, scene: DifficultScene): Promise<RenderedOutput[]> {
  const { kind, formats } = scene;
  const images = await Promise.all(scene.pictures.map((picture) => analysed(vision, picture)));
  const order = { kind, formats, images, copy: wordsFor(kind), brand: {}, variants: VARIANTS, seed: 1 };
  return Array.fromAsync(renderer.render({ ...order, mediaType: 'image/jpeg' }));
}

/** The pixels that the order of a scene asks for, in the order of its formats. */
export function sizesOf({ kind, formats }: DifficultScene): { width: number; height: number }[] {
  return formats.map((format) => formatOf(format, kind)).map(({ width, height }) => ({ width, height }));
}

async function analysed(vision: Tools['vision'], picture: Difficulty): Promise<OrderImage> {
  const { role, bytes } = await DIFFICULT[picture]();
  const { master, analysis, cutout } = await vision.analyse(bytes);
  return { role, bytes: master, analysis, cutout: analysis.cutout?.usable ? cutout?.bytes : undefined };
}
