import { thumbHashToRGBA } from 'thumbhash';

const addresses = new Map<string, string>();

/** What a picture looks like before it is there, as an address for `<img>`. Made once for each. */
export function placeholderAddress(thumbhash: string): string {
  const known = addresses.get(thumbhash);
  if (known) return known;
  const { w, h, rgba } = thumbHashToRGBA(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
  const canvas = document.createElement('canvas');
  canvas.width = w;
  canvas.height = h;
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  const address = canvas.toDataURL();
  addresses.set(thumbhash, address);
  return address;
}
