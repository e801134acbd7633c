import sharp from 'sharp';

/** A JPEG with a ground, some light and one bright square: enough for colours, focus and cropping to have a result. */
export function aPhoto({ width = 1600, height = 1200 } = {}): Promise<Buffer> {
  const ground = sharp({ create: { width: 2, height: 2, channels: 3, background: '#1d3557' } })
    .linear([1.6, 1.2, 0.9], [20, 10, 30])
    .resize(width, height, { fit: 'fill' });
  const side = Math.round(Math.min(width, height) / 3);
  const square = { create: { width: side, height: side, channels: 3 as const, background: '#f4a261' } };
  return ground
    .composite([{ input: square, left: Math.round(width * 0.55), top: Math.round(height * 0.4) }])
    .jpeg()
    .toBuffer();
}
