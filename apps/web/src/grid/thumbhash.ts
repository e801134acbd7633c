import { thumbHashToAverageRGBA, thumbHashToDataURL } from 'thumbhash';

/** The mean of a picture, as a colour of CSS. Costs next to nothing. */
export function averageColour(thumbhash: string): string {
  const { r, g, b, a } = thumbHashToAverageRGBA(bytesOf(thumbhash));
  return `rgb(${Math.round(255 * r)} ${Math.round(255 * g)} ${Math.round(255 * b)} / ${a})`;
}

const drawn = new Map<string, string>();

/** The forms of a picture, as an address of 32 pixels. Takes a few milliseconds, once for each. */
export function drawnPlaceholder(thumbhash: string): string {
  const known = drawn.get(thumbhash);
  if (known) return known;
  const address = thumbHashToDataURL(bytesOf(thumbhash));
  drawn.set(thumbhash, address);
  return address;
}

function bytesOf(thumbhash: string): Uint8Array {
  return Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0));
}
