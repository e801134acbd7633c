import type { Analysis } from '@proofsheet/domain';
import { decode } from '../codec/decode.ts';
import { encodeMaster, encodeProxy, type Master } from '../codec/encode-master.ts';
import { workCopy } from '../planes/pixels.ts';
import { analyse, WORK_SIDE } from '../readings/take-readings.ts';

export interface DevelopedImage extends Master {
  /** A smaller copy, of a large master without alpha. */
  readonly proxy: Buffer | undefined;
  readonly analysis: Analysis;
}

/** From an upload to the master that every picture is made of, and what was read of it. The same bytes give the same. */
export async function developImage(bytes: Buffer): Promise<DevelopedImage> {
  const { pixels, mediaType } = await decode(bytes);
  const work = await workCopy(pixels, WORK_SIDE);
  const analysis = await analyse(pixels, work, { faces: [], cutout: null, findings: [] });
  const proxy = await encodeProxy(pixels, mediaType);
  return { ...(await encodeMaster(pixels, mediaType)), proxy, analysis };
}
