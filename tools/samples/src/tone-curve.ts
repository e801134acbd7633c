import { hash } from './noise.ts';

/** Linear light to display light, the shoulder and toe of film: Krzysztof Narkowicz's fit of the ACES curve. */
function filmic(light: number): number {
  const x = Math.max(0, light) * 0.72;
  return Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14));
}

const encode = (light: number) => (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055);

/**
 * Turns linear RGBA (colour multiplied by alpha) into 8-bit sRGB with straight alpha. Transparent pixels are
 * wholly zero. `grain` is the strength of film grain in steps of 8 bit; half a step hides banding.
 */
export function toDisplay(pixels: Float32Array, width: number, grain: number): Buffer {
  const shown = Buffer.alloc(pixels.length);
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0;
    if (alpha < 1 / 512) continue;
    const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
    const speck = (hash(x, y, 7) + hash(x, y, 8) - 1) * grain;
    for (let channel = 0; channel < 3; channel++) {
      const value = encode(filmic((pixels[at + channel] ?? 0) / alpha)) * 255;
      shown[at + channel] = Math.round(Math.min(255, Math.max(0, value + speck)));
    }
    shown[at + 3] = Math.round(Math.min(1, alpha) * 255);
  }
  return shown;
}
