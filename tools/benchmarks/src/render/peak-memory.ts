import { readFile } from 'node:fs/promises';
import { createRenderer, type OrderImage } from '@proofsheet/render';
import sharp from 'sharp';
import { thumbnails } from './orders.ts';

/** Sampled, because Linux counts the peak of the parent process into that of a child. */
const SAMPLE_MS = 2;

// Run as a process of its own, so that nothing else is counted: `peak-memory.ts <photo> <analysis.json>` renders one
// thumbnail of the photograph and writes the most memory that it held meanwhile, in megabytes.
const [photo, analysis] = process.argv.slice(2);
if (photo === undefined || analysis === undefined) throw new Error('usage: peak-memory.ts <photo> <analysis.json>');

sharp.concurrency(1);
sharp.cache(false);
const image: OrderImage = {
  role: 'PRODUCT',
  bytes: await readFile(photo),
  analysis: JSON.parse(await readFile(analysis, 'utf8')),
};
let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);
const renderer = await createRenderer();
for await (const { bytes } of renderer.render(thumbnails(1, 1, [image]))) if (bytes.length === 0) throw new Error();
await renderer.close();
clearInterval(sampling);
process.stdout.write(`${peak / 1e6}\n`);
