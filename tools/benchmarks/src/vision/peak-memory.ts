import { readFile } from 'node:fs/promises';
import { openVision } from '@proofsheet/vision';
import sharp from 'sharp';

/** Sampled, because Linux counts the peak of the parent process into that of a child. */
const SAMPLE_MS = 2;

// Run as a process of its own, so that nothing else is counted: `peak-memory.ts decode|analyse <file>` does that once
// and
// writes the most memory that it held meanwhile, in megabytes.
const [work, file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: peak-memory.ts decode|analyse <file>');

sharp.concurrency(1);
sharp.cache(false);
const bytes = await readFile(file);
let peak = 0;
const sampling = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, SAMPLE_MS);
if (work === 'analyse') {
  const vision = await openVision({ threads: 1 });
  await vision.analyse(bytes);
  await vision.close();
} else {
  await sharp(bytes).raw().toBuffer();
}
clearInterval(sampling);
process.stdout.write(`${peak / 1e6}\n`);
