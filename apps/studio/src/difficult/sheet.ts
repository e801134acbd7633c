import type { RenderedOutput } from '@proofsheet/render';
import sharp, { type OverlayOptions } from 'sharp';

/** A row a scene: its pictures at one height, the name of the scene over them. Pixels. */
const ROW = { height: 220, gap: 14, label: 28 };
const PAPER = '#f6f4f0';
const INK = '#4a453e';

export interface SheetRow {
  readonly about: string;
  readonly outputs: readonly RenderedOutput[];
}

/** Hangs the pictures of every scene in a row of its own; a PNG. */
export async function sheetOf(rows: readonly SheetRow[]): Promise<Buffer> {
  const tiles: OverlayOptions[] = [];
  let [right, y] = [0, ROW.gap];
  for (const { about, outputs } of rows) {
    tiles.push({ input: { text: { text: labelled(about), dpi: 96, rgba: true } }, left: ROW.gap, top: y + 4 });
    let x = ROW.gap;
    for (const { bytes, width, height } of outputs) {
      const wide = Math.round((width * ROW.height) / height);
      tiles.push({ input: await sharp(bytes).resize(wide, ROW.height).png().toBuffer(), left: x, top: y + ROW.label });
      x += wide + ROW.gap;
    }
    right = Math.max(right, x);
    y += ROW.label + ROW.height + ROW.gap;
  }
  return sharp({ create: { width: right, height: y, channels: 3, background: PAPER } })
    .composite(tiles)
    .png()
    .toBuffer();
}

/** Pango's markup. What ingest has hardened reads no SVG in this process. */
function labelled(about: string): string {
  return `<span foreground="${INK}" font_desc="Sans 10">${about}</span>`;
}
