import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';

/** Sampled, because Linux counts the peak of the parent process into that of a child. */
const SAMPLE_MS = 2;

/** What can be measured. Each work imports only what it needs, so that nothing else is counted. */
const WORKS = {
  async decode(file: string) {
    await sharp(await readFile(file))
      .raw()
      .toBuffer();
  },
  async analyse(file: string) {
    const { openVision } = await import('@proofsheet/vision');
    const vision = await openVision({ threads: 1 });
    await vision.analyse(await readFile(file));
    await vision.close();
  },
  /** One thumbnail of the photograph, whose analysis is in `<file>.json`. */
  async render(file: string) {
    const { createRenderer } = await import('@proofsheet/render');
    const { thumbnails } = await import('./render/orders.ts');
    const analysis = JSON.parse(await readFile(`${file}.json`, 'utf8'));
    const order = thumbnails(1, 1, [{ role: 'PRODUCT', bytes: await readFile(file), analysis }]);
    const renderer = await createRenderer();
    for await (const { bytes } of renderer.render(order)) if (bytes.length === 0) throw new Error('an empty output');
    await renderer.close();
  },
} as const;

/** The most memory, in megabytes, that a separate process holds while it does the work once. */
export async function peakMemoryOf(work: keyof typeof WORKS, file: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [import.meta.filename, work, file]);
  return Number(stdout);
}

async function measure(work: keyof typeof WORKS, file: string): Promise<number> {
  sharp.concurrency(1);
  sharp.cache(false);
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  await WORKS[work](file);
  clearInterval(sampling);
  return peak / 1e6;
}

if (import.meta.main) {
  const [work, file] = process.argv.slice(2) as [keyof typeof WORKS, string];
  process.stdout.write(`${await measure(work, file)}\n`);
}
