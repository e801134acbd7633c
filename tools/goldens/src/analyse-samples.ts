import { readFile, writeFile } from 'node:fs/promises';
import { ANALYSED_FOLDER, sampleImages } from '@proofsheet/samples';
import { openVision } from '@proofsheet/vision';

/** Analyses the sample images as ingest does and records the results. Golden pictures show them after their update. */
export async function analyseSamples(say: (line: string) => void): Promise<void> {
  const vision = await openVision({ threads: 1 });
  for (const { name, path } of sampleImages) {
    const { analysis, cutout } = await vision.analyse(await readFile(path));
    await writeFile(`${ANALYSED_FOLDER}${name}.json`, `${JSON.stringify(analysis, null, 2)}\n`);
    if (cutout) await writeFile(`${ANALYSED_FOLDER}${name}.webp`, cutout.bytes);
    say(
      `${name}: ${analysis.faces.length} faces, ${analysis.cutout ? `cut out by ${analysis.cutout.by}` : 'no cut-out'}`,
    );
  }
  await vision.close();
}
