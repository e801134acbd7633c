import { type Analysis, type AssetRole, analysisSchema } from '@proofsheet/domain';
import sharp from 'sharp';
import type { OrderImage } from '../src/order.ts';

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/** Shapes as SVG, the only place where the tests write pixels. */
async function draw(width: number, height: number, shapes: string): Promise<Buffer> {
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`,
  );
  return sharp({ create: { width, height, channels: 4, background: CLEAR } })
    .composite([{ input: svg }])
    .png()
    .toBuffer();
}

function image(role: AssetRole, bytes: Buffer, analysis: Partial<Analysis>): OrderImage {
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const known = {
    version: 1,
    hasAlpha: false,
    focus: { x: 0.5, y: 0.4 },
    bounds: whole,
    lightness: 0.5,
    placeholder: '',
  };
  return { role, bytes, analysis: analysisSchema.parse({ ...known, ...analysis }) };
}

/** Grey noise with a bright spot where the focus is; `level` 0 is nearly black, 1 nearly white. */
export async function photo(
  level: number,
  role: AssetRole = 'PERSON',
  width = 1600,
  height = 1200,
): Promise<OrderImage> {
  const noise = { type: 'gaussian' as const, mean: 30 + level * 200, sigma: 12 };
  const bytes = await sharp({ create: { width, height, channels: 3, background: '#000', noise } })
    .jpeg()
    .toBuffer();
  const value = Math.round(30 + level * 200)
    .toString(16)
    .padStart(2, '0');
  return image(role, bytes, { width, height, lightness: level, palette: [{ hex: `#${value.repeat(3)}`, share: 1 }] });
}

/** A bust that its image cuts off at the foot. */
export async function person(): Promise<OrderImage> {
  const bytes = await draw(
    600,
    800,
    '<circle cx="300" cy="220" r="130" fill="#c98f6b"/><path d="M60 800 Q80 420 300 400 Q520 420 540 800Z" fill="#d4552a"/>',
  );
  const bounds = { x: 0.1, y: 0.1125, width: 0.8, height: 0.8875 };
  const palette = [
    { hex: '#d4552a', share: 0.7 },
    { hex: '#c98f6b', share: 0.3 },
  ];
  return image('PERSON', bytes, {
    width: 600,
    height: 800,
    hasAlpha: true,
    bounds,
    focus: { x: 0.5, y: 0.28 },
    palette,
  });
}

/** A whole thing with air around it. */
export async function product(): Promise<OrderImage> {
  const bytes = await draw(800, 800, '<rect x="200" y="150" width="400" height="500" rx="60" fill="#1f7a5c"/>');
  const bounds = { x: 0.25, y: 0.1875, width: 0.5, height: 0.625 };
  return image('PRODUCT', bytes, {
    width: 800,
    height: 800,
    hasAlpha: true,
    bounds,
    palette: [{ hex: '#1f7a5c', share: 1 }],
  });
}

export async function logo(): Promise<OrderImage> {
  const bytes = await draw(400, 120, '<rect width="400" height="120" rx="20" fill="#b3261e"/>');
  return image('LOGO', bytes, { width: 400, height: 120, hasAlpha: true, palette: [{ hex: '#b3261e', share: 1 }] });
}
