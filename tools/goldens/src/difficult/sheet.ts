import { writeFile } from 'node:fs/promises';
import { createRenderer, type RenderedOutput } from '@proofsheet/render';
import { openVision } from '@proofsheet/vision';
import sharp, { type OverlayOptions } from 'sharp';
import { drawScene } from './draw-scene.ts';
import { DIFFICULT_SCENES } from './scenes.ts';

/** A row a scene: its pictures at one height, the name of the scene over them. Pixels. */
const ROW = { height: 220, gap: 14, label: 28 };
const PAPER = '#f6f4f0';
const INK = '#4a453e';

interface SheetRow {
  readonly about: string;
  readonly outputs: readonly RenderedOutput[];
}

/** Draws what becomes of uploads that ask for care, and says what the inspection finds in each. */
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

/** Lays the pictures of every scene out in a row of its own; a PNG. */
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

/** Pango's markup. What ingest has hardened reads no SVG in this process. */
function labelled(about: string): string {
  return `<span foreground="${INK}" font_desc="Sans 10">${about}</span>`;
}
