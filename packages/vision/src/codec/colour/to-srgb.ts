import type { Pixels } from '../../planes/pixels.ts';
import { type ColourEncoding, type Matrix, toSrgbPrimaries } from './encoding.ts';
import { HLG_PEAK, lightOfSamples, PAPER_WHITE, srgbByte } from './transfer.ts';

/** Pixels as they are stored in a file: 8 or 16 bits a sample, not premultiplied. */
export interface Samples extends Omit<Pixels, 'data'> {
  readonly data: Uint8Array | Uint16Array;
}

type Light = [red: number, green: number, blue: number];

/**
 * The image in 8-bit sRGB. Colours outside sRGB's gamut are cut off at its edge; light beyond white paper is mapped
 * into the range below it, each pixel keeping its hue.
 */
export function toSrgb(samples: Samples, encoding: ColourEncoding): Pixels {
  const { data, width, height, channels } = samples;
  const lightAt = lightReader(samples, encoding);
  const mapped = encoding.transfer.curve === 'pq' || encoding.transfer.curve === 'hlg';
  const shoulder = mapped ? shoulderFor(brightest(samples, lightAt)) : undefined;
  const srgb = Buffer.alloc(data.length);
  const light: Light = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) {
    lightAt(at, light);
    const scale = shoulder?.(Math.max(...light)) ?? 1;
    for (let channel = 0; channel < 3; channel += 1) srgb[at + channel] = srgbByte((light[channel] as number) * scale);
    if (channels === 4) srgb[at + 3] = byteOf(data, at + 3);
  }
  return { data: srgb, width, height, channels };
}

function byteOf(data: Samples['data'], at: number): number {
  const sample = data[at] as number;
  return data instanceof Uint16Array ? Math.round(sample / 257) : sample;
}

/** Writes the light of the pixel that begins at a sample: linear, of sRGB's primaries, 1 being white paper. */
type LightReader = (at: number, light: Light) => void;

function lightReader({ data }: Samples, encoding: ColourEncoding): LightReader {
  const lights = lightOfSamples(encoding, data instanceof Uint16Array ? 65_536 : 256);
  const [a, b, c, d, e, f, g, h, i]: Matrix = toSrgbPrimaries(encoding.primaries);
  const scene = encoding.transfer.curve === 'hlg';
  return (at, light) => {
    const red = lights[data[at] as number] as number;
    const green = lights[data[at + 1] as number] as number;
    const blue = lights[data[at + 2] as number] as number;
    const shown = scene ? hlgGain(red, green, blue) : 1;
    light[0] = (a * red + b * green + c * blue) * shown;
    light[1] = (d * red + e * green + f * blue) * shown;
    light[2] = (g * red + h * green + i * blue) * shown;
  };
}

/** What a display of 1,000 candela makes of the light of a scene: ITU-R BT.2100-2, table 5, the HLG OOTF. */
function hlgGain(red: number, green: number, blue: number): number {
  return (HLG_PEAK / PAPER_WHITE) * (0.2627 * red + 0.678 * green + 0.0593 * blue) ** 0.2;
}

const LOOKED_AT = 65_536;
/** The brightest pixels that may be cut off: a glint of a few must not darken the picture. */
const GLINTS = 0.001;

/** The light that all but a few pixels stay below; of pixels spread over the image. */
function brightest({ data, channels }: Samples, lightAt: LightReader): number {
  const count = data.length / channels;
  const looked = Math.min(count, LOOKED_AT);
  const light: Light = [0, 0, 0];
  const peaks = Float32Array.from({ length: looked }, (_, index) => {
    const at = Math.floor((index * count) / looked) * channels;
    if (channels === 4 && data[at + 3] === 0) return 0;
    lightAt(at, light);
    return Math.max(...light);
  }).sort();
  return peaks[Math.ceil(looked * (1 - GLINTS)) - 1] as number;
}

/** The light below which nothing is changed. */
const KNEE = 0.5;

/**
 * By what to multiply a pixel whose strongest channel has some light, so that `peak` becomes white: Reinhard's curve
 * with a white point (Photographic Tone Reproduction, 2002, equation 4) above the knee, which it leaves at slope 1.
 * Undefined where nothing is brighter than white paper: then the image is left as it is.
 */
function shoulderFor(peak: number): ((strongest: number) => number) | undefined {
  if (peak <= 1) return undefined;
  const white = (peak - KNEE) / (1 - KNEE);
  return (strongest) => {
    if (strongest <= KNEE) return 1;
    const over = (strongest - KNEE) / (1 - KNEE);
    const curve = (over * (1 + over / white ** 2)) / (1 + over);
    return Math.min(1, KNEE + (1 - KNEE) * curve) / strongest;
  };
}
