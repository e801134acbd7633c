import { parentPort } from 'node:worker_threads';
import { drawStrip } from './frame.ts';
import { edgeCareOf, type ShotName, shot } from './shots.ts';

/** One strip of one shot, as the main thread asks for it. */
export interface StripOrder {
  readonly shot: ShotName;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
}

parentPort?.on('message', ({ shot: name, width, height, top, bottom }: StripOrder) => {
  const strip = drawStrip(width, top, bottom, shot(name, width, height), edgeCareOf(name));
  parentPort?.postMessage(strip, [strip.pixels.buffer as ArrayBuffer]);
});
