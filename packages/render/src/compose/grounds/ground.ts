import { type Canvas, rgbOf } from '@proofsheet/raster';
import type { Theme } from '../../layout/theme.ts';
import type { GroundField, GroundKind } from '../../templates/effects.ts';
import { drawDots } from './dots.ts';
import type { GroundSize } from './ground-size.ts';
import { drawMesh, type MeshColours } from './mesh.ts';
import { drawRays } from './rays.ts';
import { darker, lighter, toneBeside } from './tones.ts';

/** A ground to draw. The same order draws the same pixels. */
export interface GroundOrder extends GroundSize {
  readonly kind: GroundKind;
  readonly field: GroundField;
}

/**
 * Draws a ground in the theme's colours and tones of them. Of a pattern's field more than half is exactly its colour, so
 * a brand's is there as it was given; a mesh mixes two hues only through the dark, so no third one comes of it.
 */
export function drawGround({ kind, field, ...order }: GroundOrder, theme: Theme): Canvas {
  const plain = rgbOf(theme[field]);
  const beside = rgbOf(toneBeside(theme[field]));
  if (kind === 'rays') return drawRays(order, plain, beside);
  if (kind === 'dots') return drawDots(order, plain, beside);
  return drawMesh(order, meshColours(theme, field));
}

function meshColours(theme: Theme, field: GroundField): MeshColours {
  const own = theme[field];
  const glows = theme.scheme === 'deep' || field === 'shade';
  return {
    field: rgbOf(own),
    far: rgbOf(theme.scheme === 'bright' && field === 'ground' ? theme.support : darker(own)),
    near: rgbOf(field === 'ground' ? theme.support : lighter(own)),
    glow: rgbOf(glows ? theme.accentOnShade : lighter(own)),
  };
}
