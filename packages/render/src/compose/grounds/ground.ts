import { type Canvas, rgbOf } from '@proofsheet/raster';
import type { Theme } from '../../layout/theme.ts';
import type { GroundField, GroundKind } from '../../templates/effects.ts';
import { drawDots } from './dots.ts';
import type { GroundSize } from './ground-size.ts';
import { drawMesh, type MeshColours } from './mesh.ts';
import { drawRays } from './rays.ts';
import { colourful, darker, glowing, lighter, toneBeside } from './tones.ts';

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

/** In the dark the ground's own hue glows, or the accent's where the ground is a grey; other fields keep to tones of their own. */
function meshColours({ scheme, shade, support, accentOnShade, ...theme }: Theme, field: GroundField): MeshColours {
  const own = field === 'shade' ? shade : field === 'support' ? support : theme[field];
  const light = colourful(theme.ground, accentOnShade);
  if (field === 'shade' || (field === 'ground' && scheme === 'deep'))
    return {
      field: rgbOf(own),
      far: rgbOf(own),
      near: rgbOf(glowing(light, 0.34)),
      glow: rgbOf(glowing(light, 0.6)),
    };
  const pale = scheme === 'bright' && field === 'ground';
  return {
    field: rgbOf(own),
    far: rgbOf(pale ? support : darker(own)),
    near: rgbOf(pale ? support : darker(own)),
    glow: rgbOf(lighter(own)),
  };
}
