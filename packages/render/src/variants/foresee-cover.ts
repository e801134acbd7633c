import type { Box } from '@proofsheet/raster';
import { type ClearSpot, coveredShare, coverSubjects } from '../compose/covered-subject.ts';
import type { Typesetter } from '../engine/takumi.ts';
import type { Layout } from '../layout/layers.ts';
import { smallDrawing, smallScale } from './small-drawing.ts';

/**
 * How much of a subject words, plates and fades are going to cover, 0 to 1, before anything is composed. Drawings so small
 * miss by a fifth either way; pictures and mended text are left out.
 */
export async function foreseeCover(layout: Layout, typesetter: Typesetter, signal?: AbortSignal): Promise<number> {
  const scale = smallScale(layout.setting.format);
  const subjects: ClearSpot[][] = [];
  for (const layer of layout.layers) {
    signal?.throwIfAborted();
    if (layer.type === 'image') {
      const { spots } = layer.placement;
      if (layer.slot !== 'backdrop' && spots.length > 0)
        subjects.push(spots.map(({ x, y, weight }) => ({ x: x * scale, y: y * scale, weight, clear: 1 })));
      continue;
    }
    if (layer.type === 'ground' || subjects.length === 0) continue;
    const { window, runs } = layer;
    const overlay = await smallDrawing(layer, scale, typesetter, signal);
    const { width, height } = overlay;
    const box = { x: Math.round(window.x * scale), y: Math.round(window.y * scale), width, height };
    const lines = runs.map((run) => ({ box: scaled(run.box, scale) }));
    coverSubjects(subjects, [{ box, overlay }], lines);
  }
  return Math.max(0, ...subjects.map(coveredShare));
}

function scaled({ x, y, width, height }: Box, by: number): Box {
  return { x: x * by, y: y * by, width: width * by, height: height * by };
}
