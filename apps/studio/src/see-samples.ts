import { readFile, writeFile } from 'node:fs/promises';
import { SEEN_FOLDER, sampleImages } from '@proofsheet/samples';
import { openVision } from '@proofsheet/vision';

/** Looks at the sample images as ingest does, and records what is seen. Golden pictures show it after their update. */
export async function seeSamples(say: (line: string) => void): Promise<void> {
  const vision = await openVision({ threads: 1 });
  for (const { name, path } of sampleImages) {
    const { analysis, cutout } = await vision.see(await readFile(path));
    await writeFile(`${SEEN_FOLDER}${name}.json`, `${JSON.stringify(analysis, null, 2)}\n`);
    if (cutout) await writeFile(`${SEEN_FOLDER}${name}.webp`, cutout.bytes);
    say(
      `${name}: ${analysis.faces.length} faces, ${analysis.cutout ? `cut out by ${analysis.cutout.by}` : 'no cut-out'}`,
    );
  }
  await vision.close();
}
