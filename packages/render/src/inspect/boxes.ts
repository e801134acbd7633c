import { type Box, clip } from '@proofsheet/raster';

export function boxesOf(runs: readonly { readonly box: Box }[]): Box[] {
  return runs.map(({ box }) => box);
}

/** The largest share of a box that lies in one of the zones. */
export function shareWithin(box: Box, zones: readonly Box[]): number {
  const area = Math.max(1, box.width * box.height);
  return Math.max(0, ...zones.map((zone) => clip(box, zone)).map(({ width, height }) => (width * height) / area));
}

/** A share in words: `12 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
