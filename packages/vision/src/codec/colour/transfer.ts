import type { ColourEncoding, Transfer } from './encoding.ts';

/** The light of white paper in candela a square metre: ITU-R BT.2408-7, section 2.1. */
export const PAPER_WHITE = 203;
/** The brightest light of a display for HLG, to which its signal is relative: ITU-R BT.2100-2, table 5. */
export const HLG_PEAK = 1000;

/**
 * The light of every sample value, 1 being white paper. Of HLG the light of the scene, 1 being the brightest: what a
 * display makes of it depends on all three channels.
 */
export function lightOfSamples({ transfer, narrow }: ColourEncoding, samples: 256 | 65_536): Float32Array {
  const most = samples - 1;
  const light = lightOf(transfer);
  return Float32Array.from({ length: samples }, (_, value) => {
    const signal = narrow ? ((value / most) * 255 - 16) / 219 : value / most;
    return light(Math.min(1, Math.max(0, signal)));
  });
}

function lightOf(transfer: Transfer): (signal: number) => number {
  switch (transfer.curve) {
    case 'srgb':
      return srgbLight;
    case 'power':
      return (signal) => signal ** transfer.exponent;
    case 'pq':
      return pqLight;
    case 'hlg':
      return hlgLight;
  }
}

function srgbLight(signal: number): number {
  return signal <= 0.04045 ? signal / 12.92 : ((signal + 0.055) / 1.055) ** 2.4;
}

/** The perceptual quantiser of SMPTE ST 2084: ITU-R BT.2100-2, table 4. */
function pqLight(signal: number): number {
  const [m1, m2, c1, c2, c3] = [2610 / 16_384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128];
  const root = signal ** (1 / m2);
  return (10_000 / PAPER_WHITE) * (Math.max(0, root - c1) / (c2 - c3 * root)) ** (1 / m1);
}

/** The inverse of the hybrid log-gamma curve: ITU-R BT.2100-2, table 5. */
function hlgLight(signal: number): number {
  const [a, b, c] = [0.17883277, 0.28466892, 0.55991073];
  return signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
}

const SRGB_STEPS = 16_384;
const SRGB_BYTES = Uint8Array.from({ length: SRGB_STEPS + 1 }, (_, step) => {
  const light = step / SRGB_STEPS;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

/** The sRGB byte of linear light; what lies outside 0 to 1 is cut off. Exact for the light of every byte. */
export function srgbByte(light: number): number {
  return SRGB_BYTES[Math.round(Math.min(1, Math.max(0, light)) * SRGB_STEPS)] as number;
}
