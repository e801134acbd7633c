import { writeFile } from 'node:fs/promises';
import { createRenderer, type RenderedOutput } from '@proofsheet/render';
import { openVision } from '@proofsheet/vision';
import sharp, { type OverlayOptions } from 'sharp';
import { drawScene } from './draw-scene.ts';
import { DIFFICULT_SCENES } from './scenes.ts';

/** A row for each scene: its description, and below it the pictures at one height. In pixels. */
const ROW = { height: 220, gap: 14, label: 28 };
const PAPER = '#f6f4f0';
const INK = '#4a453e';

interface SheetRow {
  readonly about: string;
  readonly outputs: readonly RenderedOutput[];
}

/** Renders the difficult scenes onto one sheet, and tells what the inspection found in each picture. */
export async function sheetOfDifficult(output: string, say: (line: string) => void): Promise<void> {
  const vision = await openVision({ threads: 1 });
  const renderer = await createRenderer();
  try {
    const rows: SheetRow[] = [];
    for (const scene of DIFFICULT_SCENES) {
      const outputs = await drawScene({ vision, renderer }, scene);
      for (const { template, format, report } of outputs) {
        const found = report.findings.map(({ code, value }) => `${code} ${value}`).join(', ');
        say(`${scene.name.padEnd(20)} ${template.padEnd(12)} ${format.padEnd(28)} ${found}`);
      }
      rows.push({ about: scene.about, outputs });
    }
    await writeFile(output, await sheetOf(rows));
    say(output);
  } finally {
    await Promise.all([vision.close(), renderer.close()]);
  }
}

/** A PNG with one row of pictures for each scene. */
async function sheetOf(rows: readonly SheetRow[]): Promise<Buffer> {
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

/** Pango's markup, because vision has blocked sharp's SVG loader in this process. */
function labelled(about: string): string {
  return `<span foreground="${INK}" font_desc="Sans 10">${about}</span>`;
}
