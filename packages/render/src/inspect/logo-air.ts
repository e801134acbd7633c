import type { Box } from '@proofsheet/raster';
import type { Composition } from '../compose/compose.ts';
import { withClearSpace } from '../compose/lay-logo.ts';
import type { ImageLayer, Layout, TextRun } from '../layout/layers.ts';
import { CLEAR_SPACE } from '../layout/logo.ts';
import { isCutout } from '../templates/manifest.ts';
import { shareWithin } from './boxes.ts';

type LaidLogo = Composition['logos'][number];

/** Of a line's box, at its head and foot, what no letter reaches, in type sizes. */
const LEADING = 0.14;

/** Between a plate and words less air is enough, in heights of the logo: most of its clear space is on the plate. */
const BESIDE_PLATE = 0.1;

/**
 * The distance from a logo to the nearest line of text, its tag or button, or picture that it does not stand on, in
 * heights of the logo; infinite without any.
 */
export function airAround(
  logos: readonly Pick<LaidLogo, 'box' | 'plated'>[],
  runs: readonly Pick<TextRun, 'box' | 'size' | 'plate'>[],
  pictures: readonly Box[],
): number {
  const lines = runs.map(({ box, size }) => {
    const leading = size * LEADING;
    return { ...box, y: box.y + leading, height: Math.max(1, box.height - leading * 2) };
  });
  const plates = runs.flatMap(({ plate }) => plate ?? []);
  const distances = logos.flatMap(({ box: own, plated }) => {
    const box = plated ? withClearSpace(own) : own;
    const beside = [...plates, ...pictures].filter((other) => shareWithin(own, [other]) < MOSTLY_ON);
    return [...lines, ...beside].map((other) => {
      const distance = distanceBetween(box, other) / own.height;
      return plated && distance > 0 ? distance + CLEAR_SPACE - BESIDE_PLATE : distance;
    });
  });
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}

/** Photographs whose edges are seen: none that sinks into the shade of its template. */
export function seenEdges({ layers, setting }: Layout): Box[] {
  if (setting.template.sinks) return [];
  const isFramed = ({ slot }: ImageLayer) => !isCutout(slot) && slot !== 'backdrop';
  return layers.flatMap((layer) => (layer.type === 'image' && isFramed(layer) ? [layer.placement.box] : []));
}

/** A logo that stands on a plate or a picture with more of itself than this is meant to. */
const MOSTLY_ON = 0.5;

function distanceBetween(one: Box, other: Box): number {
  const across = Math.max(other.x - one.x - one.width, one.x - other.x - other.width, 0);
  const down = Math.max(other.y - one.y - one.height, one.y - other.y - other.height, 0);
  return Math.hypot(across, down);
}
