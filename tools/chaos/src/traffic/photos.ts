import sharp from 'sharp';

/** A small image whose bytes no other has: a ground of its own colour, and one bright thing. */
export function photoFor(ticket: string): Promise<Buffer> {
  const hue = [...ticket].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 359, 7);
  const picture = `<svg width="320" height="240"><rect width="320" height="240" fill="hsl(${hue},45%,32%)"/>
    <circle cx="${120 + (hue % 80)}" cy="130" r="70" fill="hsl(${(hue + 150) % 360},80%,62%)"/></svg>`;
  return sharp(Buffer.from(picture)).jpeg({ quality: 85 }).toBuffer();
}

/** Its header is whole, so that it is taken; its pixels end half-way. */
export async function brokenPhotoFor(ticket: string): Promise<Buffer> {
  const whole = await photoFor(ticket);
  return whole.subarray(0, Math.round(whole.length * 0.55));
}
