import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Strip } from './frame.ts';
import type { ShotName } from './shots.ts';
import type { StripOrder } from './strip-worker.ts';

const STRIP_ROWS = 24;

/** Draws a shot on all cores. Linear RGBA, colour multiplied by alpha; the same pixels on any number of cores. */
export async function expose(shot: ShotName, width: number, height: number): Promise<Float32Array> {
  const picture = new Float32Array(width * height * 4);
  const orders: StripOrder[] = [];
  for (let top = 0; top < height; top += STRIP_ROWS) {
    orders.push({ shot, width, height, top, bottom: Math.min(height, top + STRIP_ROWS) });
  }
  const place = (strip: Strip) => picture.set(strip.pixels, strip.top * width * 4);
  await Promise.all(Array.from({ length: availableParallelism() }, () => drawWhileAny(orders, place)));
  return picture;
}

/** One worker thread that takes orders until none is left. Rejects when the worker fails. */
function drawWhileAny(orders: StripOrder[], place: (strip: Strip) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./strip-worker.ts', import.meta.url));
    const next = () => {
      const order = orders.shift();
      if (order) worker.postMessage(order);
      else worker.terminate().then(() => resolve(), reject);
    };
    worker.on('error', reject);
    worker.on('message', (strip: Strip) => {
      place(strip);
      next();
    });
    next();
  });
}
