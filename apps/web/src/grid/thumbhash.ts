import { thumbHashToDataURL } from 'thumbhash';

const addresses = new Map<string, string>();

/** What a picture looks like before it is there, as an address for `<img>`. Made once for each. */
export function placeholderAddress(thumbhash: string): string {
  const known = addresses.get(thumbhash);
  if (known) return known;
  const address = thumbHashToDataURL(Uint8Array.from(atob(thumbhash), (letter) => letter.charCodeAt(0)));
  addresses.set(thumbhash, address);
  return address;
}
