import type { Box } from '@proofsheet/raster';
import { type ClearSpot, coveredShare, coverSubjects } from '../compose/covered-subject.ts';
import type { Typesetter } from '../engine/takumi.ts';
import type { Layout } from '../layout/layers.ts';

/** The longer side of the drawings that are looked at, in pixels: as large as a sketch, drawn in about a millisecond. */
const SIDE = 48;

/**
 * How much of a subject words, plates and fades are going to cover, 0 to 1, before anything is composed. Drawings so small
 * miss by a fifth either way; pictures and mended text are left out.
 */
export async function foreseeCover(layout: Layout, typesetter: Typesetter, signal?: AbortSignal): Promise<number> {
  const { format } = layout.setting;
  const scale = SIDE / Math.max(format.width, format.height);
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
    const { sheet, window, runs } = layer;
    const data = await typesetter.draw({ ...sheet, scale }, signal);
    const size = { width: Math.ceil(sheet.width * scale), height: Math.ceil(sheet.height * scale) };
    const box = { x: Math.round(window.x * scale), y: Math.round(window.y * scale), ...size };
    const lines = runs.map((run) => ({ box: scaled(run.box, scale) }));
    coverSubjects(subjects, [{ box, overlay: { ...size, data } }], lines);
  }
  return Math.max(0, ...subjects.map(coveredShare));
}

function scaled({ x, y, width, height }: Box, by: number): Box {
  return { x: x * by, y: y * by, width: width * by, height: height * by };
}
