import sharp from 'sharp';
import { type Box, blend, type Canvas, type Overlay, type Rgb } from './pixels.ts';

export type ShadowKind = 'drop' | 'contact' | 'rim';

/** Shadows are blurred at a quarter of the size; they have no detail to lose. */
const REDUCTION = 4;

/**
 * Draws the shadow or the light that a cut-out casts, from its own alpha. The mask is padded by three times the
 * blur's radius first, so it has faded to nothing before its box ends.
 */
export async function castShadow(
  canvas: Canvas,
  cutout: Overlay,
  at: Box,
  kind: ShadowKind,
  colour: Rgb,
): Promise<void> {
  const side = Math.min(canvas.width, canvas.height);
  const look = {
    drop: { sigma: side * 0.022, dx: side * 0.012, dy: side * 0.022, squash: 1, strength: 0.5 },
    contact: { sigma: side * 0.02, dx: 0, dy: 0, squash: 0.1, strength: 0.75 },
    rim: { sigma: side * 0.011, dx: 0, dy: 0, squash: 1, strength: 0.55 },
  }[kind];
  const sigma = look.sigma / REDUCTION;
  const pad = Math.ceil(sigma * 3) + 1;
  const width = Math.max(1, Math.round(at.width / REDUCTION));
  const height = Math.max(1, Math.round((at.height * look.squash) / REDUCTION));
  const alpha = await sharp(cutout.data, { raw: { width: cutout.width, height: cutout.height, channels: 4 } })
    .extractChannel(3)
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  const soft = await sharp(alpha, { raw: { width, height, channels: 1 } })
    .extend({ top: pad, bottom: pad, left: pad, right: pad, background: '#000' })
    .blur(Math.max(0.4, sigma))
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const small = { width: width + pad * 2, height: height + pad * 2 };
  const full = { width: small.width * REDUCTION, height: small.height * REDUCTION };
  const mask = await sharp(soft, { raw: { ...small, channels: 1 } })
    .resize(full.width, full.height, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const foot = at.y + at.height * (1 - look.squash * (kind === 'contact' ? 0.62 : 1));
  const left = Math.round(at.x + look.dx - pad * REDUCTION);
  const top = Math.round(foot + look.dy - pad * REDUCTION);
  blend(canvas, paint(mask, full, colour, look.strength), left, top);
}

function paint(
  mask: Uint8Array,
  { width, height }: { width: number; height: number },
  colour: Rgb,
  strength: number,
): Overlay {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0, to = 0; at < mask.length; at++, to += 4) {
    const alpha = (mask[at] as number) * strength;
    if (alpha < 1) continue;
    data[to] = colour.r;
    data[to + 1] = colour.g;
    data[to + 2] = colour.b;
    data[to + 3] = alpha;
  }
  return { width, height, data };
}
