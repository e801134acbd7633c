import { oklabOf } from '@proofsheet/render/workbench';
import sharp from 'sharp';

/** The distance between two pictures in OKLab, where that of black and white is 1. */
export interface Difference {
  readonly mean: number;
  /** Mean of the block that differs most: a moved word in a quiet picture shows here, but not in the mean of all. */
  readonly worst: number;
}

/** What another build of the engine or of an encoder may change. A visible difference is larger. */
const TOLERANCE: Difference = { mean: 0.003, worst: 0.03 };

/** Side of a block, in pixels. */
const BLOCK = 8;

export function isWithin({ mean, worst }: Difference): boolean {
  return mean <= TOLERANCE.mean && worst <= TOLERANCE.worst;
}

/** Compares two encoded pictures. The distance of pictures of different sizes is infinite. */
export async function difference(one: Buffer, other: Buffer): Promise<Difference> {
  const [a, b] = await Promise.all([one, other].map(pixelsOf));
  if (!a || !b || a.width !== b.width || a.height !== b.height)
    return { mean: Number.POSITIVE_INFINITY, worst: Number.POSITIVE_INFINITY };
  return blockDifference(oklabOf(a.data), oklabOf(b.data), a.width, a.height);
}

async function pixelsOf(bytes: Buffer) {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function blockDifference(a: Float32Array, b: Float32Array, width: number, height: number): Difference {
  const across = Math.ceil(width / BLOCK);
  const sums = new Float64Array(across * Math.ceil(height / BLOCK));
  const counts = new Uint32Array(sums.length);
  let total = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const l = (a[at] as number) - (b[at] as number);
      const da = (a[at + 1] as number) - (b[at + 1] as number);
      const db = (a[at + 2] as number) - (b[at + 2] as number);
      const apart = Math.sqrt(l * l + da * da + db * db);
      const block = Math.floor(y / BLOCK) * across + Math.floor(x / BLOCK);
      sums[block] = (sums[block] as number) + apart;
      counts[block] = (counts[block] as number) + 1;
      total += apart;
    }
  }
  let worst = 0;
  for (const [block, sum] of sums.entries()) worst = Math.max(worst, sum / (counts[block] as number));
  return { mean: total / (width * height), worst };
}
