import { writeFile } from 'node:fs/promises';
import { createRenderer } from '@proofsheet/render';
import { openVision } from '@proofsheet/vision';
import { drawScene } from '../difficult/draw-scene.ts';
import { DIFFICULT_SCENES } from '../difficult/scenes.ts';
import { type SheetRow, sheetOf } from '../difficult/sheet.ts';

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
