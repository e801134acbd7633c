import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photo12 } from '@proofsheet/samples';
import sharp from 'sharp';

/** Noise of a small sensor in indoor light: up to this many levels up or down. */
const GRAIN = 16;
/** As phones save photographs: about 3 MB for 12 megapixels. */
const QUALITY = 90;

/**
 * The drawn sample photograph with a sensor's noise, as a 12-megapixel JPEG. Without noise its file would be a tenth as
 * large as a real photograph's and decode too fast, which would flatter the floor. The bytes are the same every time.
 */
export async function photographLikeAPhones(): Promise<Buffer> {
  const { data, info } = await sharp(photo12).raw().toBuffer({ resolveWithObject: true });
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    // A linear congruential generator: its upper bits are random enough for grain.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = ((state >>> 24) / 128 - 1) * GRAIN;
    data[at] = Math.min(255, Math.max(0, (data[at] ?? 0) + noise));
  }
  return sharp(data, { raw: info }).jpeg({ quality: QUALITY }).toBuffer();
}

/** The same photograph as a file, for an upload. */
export async function photographFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'proofsheet-photograph-')), 'photograph.jpg');
  await writeFile(file, await photographLikeAPhones());
  return file;
}
