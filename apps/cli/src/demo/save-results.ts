import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ended, Output, Proofsheet } from '@proofsheet/client';
import { fileExtension } from '@proofsheet/domain';
import { contactSheet, type SheetGroup } from './contact-sheet.ts';
import type { DemoOrder } from './orders.ts';

export interface Result {
  readonly order: DemoOrder;
  readonly generation: Ended;
}

/** Files of an earlier demo, which are removed. All other files in the folder stay. */
const OURS = /^((thumbnail|ad)-\d+-[a-z-]+\.(jpg|png|webp|avif)|index\.html)$/;

/** Downloads every image by its presigned address, and lays them out on one page. Answers how many images there are. */
export async function saveResults(
  folder: string,
  results: readonly Result[],
  { proofsheet, signal }: { proofsheet: Proofsheet; signal: AbortSignal },
): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (OURS.test(name)) await rm(join(folder, name));

  const groups: SheetGroup[] = results.map(({ order, generation }) => ({
    title: order.name === 'thumbnail' ? 'Thumbnails' : 'Ads',
    headline: order.copy.headline.replaceAll('**', ''),
    images: generation.outputs.map((output) => ({ ...output, file: fileName(order, output) })),
  }));
  const images = groups.flatMap((group) => group.images);
  await Promise.all(
    images.map(async ({ file, ...output }) =>
      writeFile(join(folder, file), await proofsheet.outputs.download(output, { signal })),
    ),
  );
  await writeFile(join(folder, 'index.html'), contactSheet(groups));
  return images.length;
}

/** `ad-2-square-spotlight.jpg`: the kind, the variant, the format and the template. */
function fileName(order: DemoOrder, { variant, format, template, mediaType }: Output): string {
  const words = [order.name, variant + 1, ...(order.kind === 'AD' ? [format] : []), template];
  return `${words
    .join('-')
    .replaceAll(/[^a-z0-9-]/gi, '-')
    .toLowerCase()}.${fileExtension(mediaType)}`;
}
