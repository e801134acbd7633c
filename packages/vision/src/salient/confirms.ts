import type { Mask } from '@proofsheet/raster';
import { components } from '../planes/flood.ts';
import { erode } from '../planes/morphology.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import type { Salient } from './find-salient.ts';
import { type Likelihood, SALIENT_SIDE } from './u2net.ts';

/** Likelihoods: from which a cell is seen faintly, between which it may be subject as well as ground, and from which it is subject for sure. */
const FAINT = 0.2;
const OPEN = { from: 0.16, to: 0.84 };
const SURE = 0.7;
/** Alpha, of 255, below which a pixel is not of the subject. */
const LOST = 64;
/** An edge is doubted over so many cells on either side of it; of a patch of doubt so many cells are no edge. */
const DOUBTED_EDGE = 3;
const PATCH = { little: 200, much: 700 };
/** A mask's edge may lie off the model's by so many cells; of a part that it has not, so many cells are no edge. */
const OFF_EDGE = 2;
const PART = { little: 50, much: 130 };
/** Shares of the sure cells that a mask has not. */
const LOSS = { little: 0.004, much: 0.009 };

/**
 * How far what the model saw confirms a mask, 0 to 1. It does not
 * - where the model could not tell of a patch whether it belongs to the subject: a foot in the grass, a bar in a hand;
 * - where it saw a part, however faintly, that the mask has not: the leg of a chair, a severed hand;
 * - where the mask has lost what it is sure of: the colours of a shining rim led the edge astray.
 */
export function confirms(salient: Salient, mask: Mask): number {
  const { likely } = salient;
  return withScratch(() => {
    const isLost = lostIn(mask, salient);
    const doubts = [
      ramp(PATCH, largestWithin(openIn(likely), DOUBTED_EDGE)),
      ramp(PART, largestWithin(isLost, OFF_EDGE)),
      ramp(LOSS, lossOf(isLost, likely)),
    ];
    return Math.round(1000 * (1 - Math.max(...doubts))) / 1000;
  });
}

/** The cells that are neither subject nor ground. */
function openIn(likely: Likelihood): Uint8Array {
  const open = bytes(likely.length);
  for (let at = 0; at < open.length; at += 1) {
    const share = likely[at] as number;
    open[at] = share > OPEN.from && share < OPEN.to ? 1 : 0;
  }
  return open;
}

/** The cells that were seen, at least faintly, and that a mask has not. */
function lostIn({ data, width }: Mask, { region, likely }: Salient): Uint8Array {
  const lost = bytes(likely.length);
  for (let row = 0, at = 0; row < SALIENT_SIDE; row += 1) {
    const y = region.top + Math.floor(((row + 0.5) * region.height) / SALIENT_SIDE);
    for (let column = 0; column < SALIENT_SIDE; column += 1, at += 1) {
      const x = region.left + Math.floor(((column + 0.5) * region.width) / SALIENT_SIDE);
      lost[at] = (likely[at] as number) >= FAINT && (data[y * width + x] as number) < LOST ? 1 : 0;
    }
  }
  return lost;
}

/** The cells of the largest of the patches that are left off the edge. */
function largestWithin(flags: Uint8Array, edge: number): number {
  const middles = components(erode(flags, SALIENT_SIDE, SALIENT_SIDE, edge), SALIENT_SIDE);
  return middles.found.reduce((most, { area }) => Math.max(most, area), 0);
}

/** The share of the cells that are subject for sure which are lost. */
function lossOf(isLost: Uint8Array, likely: Likelihood): number {
  let [lost, all] = [0, 0];
  for (let at = 0; at < likely.length; at += 1) {
    if ((likely[at] as number) < SURE) continue;
    all += 1;
    lost += isLost[at] as number;
  }
  return lost / Math.max(1, all);
}

function ramp({ little, much }: { readonly little: number; readonly much: number }, value: number): number {
  return Math.min(1, Math.max(0, (value - little) / (much - little)));
}
