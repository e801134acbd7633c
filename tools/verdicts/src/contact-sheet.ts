import type { RenderedOutput } from '@proofsheet/render';
import sharp, { type OverlayOptions } from 'sharp';

/** In pixels: pictures at a height that shows faults of composition, and at the one that a list of videos has. */
const TILE = { large: 300, small: 94, gap: 12, label: 22, most: 1800 };
const PAPER = '#f6f4f0';
const INK = '#4a453e';

/** A PNG of an order's pictures, large and small, with template, format, score and findings below each. */
export async function contactSheet(title: string, pictures: readonly RenderedOutput[]): Promise<Buffer> {
  const tiles: OverlayOptions[] = [await text(title, TILE.gap, 4)];
  let [x, y, right] = [TILE.gap, TILE.label + 8, 400];
  for (const picture of pictures) {
    const wide = Math.round((picture.width * TILE.large) / picture.height);
    const room = Math.min(TILE.most - 2 * TILE.gap, Math.max(wide, 200));
    if (x + room > TILE.most) [x, y] = [TILE.gap, y + rowHeight];
    tiles.push(...(await tilesOf(picture, x, y, room)));
    x += room + TILE.gap;
    right = Math.max(right, x);
  }
  const size = { width: Math.ceil(right), height: y + rowHeight };
  return sharp({ create: { ...size, channels: 3, background: PAPER } })
    .composite(tiles)
    .png()
    .toBuffer();
}

const rowHeight = TILE.large + TILE.small + 2 * TILE.label + 3 * TILE.gap;

async function tilesOf(picture: RenderedOutput, left: number, top: number, most: number): Promise<OverlayOptions[]> {
  const { bytes, format, template, score, report } = picture;
  const fitted = (height: number) =>
    sharp(bytes)
      .resize({ width: Math.round(most), height, fit: 'inside' })
      .png()
      .toBuffer();
  const found = report.findings.map(({ code }) => code).join(' ');
  const below = top + TILE.large + TILE.small + 6;
  return [
    { input: await fitted(TILE.large), left, top },
    { input: await fitted(TILE.small), left, top: top + TILE.large + 4 },
    await text(`${template} ${format} ${score}`, left, below),
    ...(found === '' ? [] : [await text(found, left, below + TILE.label - 2)]),
  ];
}

/** Pango's markup, because vision has blocked sharp's SVG loader in this process. */
async function text(words: string, left: number, top: number): Promise<OverlayOptions> {
  const escaped = words.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'));
  const markup = `<span foreground="${INK}" font_desc="Sans 8">${escaped}</span>`;
  return { input: { text: { text: markup, dpi: 96, rgba: true } }, left, top };
}
