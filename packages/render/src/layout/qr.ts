import type { Format } from '@proofsheet/domain';
import encodeQr from 'qr';
import type { Template } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';

/** A QR code with its quiet zone, dark on light, in whole pixels. */
export interface QrImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The light margin that readers need, in modules. */
const QUIET_ZONE = 4;
/** A module smaller than this is lost by a phone's camera or by compression, in pixels. */
const LEAST_MODULE = 3;

/**
 * The code of a text in the largest whole modules that the template has room for. Undefined where it has none, or not
 * enough for modules of three pixels.
 */
export function qrFor(template: Template, format: Format, text: string | undefined): QrImage | undefined {
  const box = boxKeysOf(format).flatMap((key) => template.qr?.[key] ?? [])[0];
  if (text === undefined || !box) return undefined;
  const unit = Math.min(format.width, format.height) / 100;
  for (const ecc of ['medium', 'low'] as const) {
    const modules = encodeQr(text, 'raw', { ecc, border: QUIET_ZONE });
    const usual = Math.floor((box.side * unit) / modules.length);
    const scale = Math.min(Math.max(usual, LEAST_MODULE), Math.floor((box.most * unit) / modules.length));
    if (scale >= LEAST_MODULE) return drawn(modules, scale);
  }
  return undefined;
}

function drawn(modules: readonly (readonly boolean[])[], scale: number): QrImage {
  const side = modules.length * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      if (!modules[Math.floor(y / scale)]?.[Math.floor(x / scale)]) continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { width: side, height: side, data };
}
