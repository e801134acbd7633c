import type { RenderedOutput } from '@proofsheet/render';
import sharp, { type OverlayOptions } from 'sharp';

/** A row a scene: its pictures at one height, the name of the scene over them. Pixels. */
const ROW = { height: 220, gap: 14, label: 28 };
const PAPER = '#f6f4f0';

export interface SheetRow {
  readonly about: string;
  readonly outputs: readonly RenderedOutput[];
}

/** Hangs the pictures of every scene in a row of its own; a PNG. */
export async function sheetOf(rows: readonly SheetRow[]): Promise<Buffer> {
  const tiles: OverlayOptions[] = [];
  const labels: string[] = [];
  let [right, y] = [0, ROW.gap];
  for (const { about, outputs } of rows) {
    labels.push(`<text x="${ROW.gap}" y="${y + 17}">${about}</text>`);
    let x = ROW.gap;
    for (const { bytes, width, height } of outputs) {
      const wide = Math.round((width * ROW.height) / height);
      tiles.push({ input: await sharp(bytes).resize(wide, ROW.height).png().toBuffer(), left: x, top: y + ROW.label });
      x += wide + ROW.gap;
    }
    right = Math.max(right, x);
    y += ROW.label + ROW.height + ROW.gap;
  }
  const style = 'font: 15px Archivo, sans-serif; fill: #4a453e';
  const names = `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${y}" style="${style}">${labels.join('')}</svg>`;
  return sharp({ create: { width: right, height: y, channels: 3, background: PAPER } })
    .composite([...tiles, { input: Buffer.from(names), left: 0, top: 0 }])
    .png()
    .toBuffer();
}
