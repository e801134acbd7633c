import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileExtension } from '@proofsheet/domain';
import type { ApiClient, ApiGeneration, ApiOutput } from '@proofsheet/local-system/api-client';
import { contactSheet, type SheetGroup } from './contact-sheet.ts';
import type { DemoOrder } from './orders.ts';

export interface Result {
  readonly order: DemoOrder;
  readonly generation: ApiGeneration;
}

/** Files of an earlier demo, which are removed. All other files in the folder stay. */
const OURS = /^((thumbnail|ad)-\d+-[a-z-]+\.(jpg|png|webp|avif)|index\.html)$/;

/** Downloads every image by its presigned address, and lays them out on one page. Answers how many images there are. */
export async function saveResults(folder: string, results: readonly Result[], api: ApiClient): Promise<number> {
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(folder)) if (OURS.test(name)) await rm(join(folder, name));

  const groups: SheetGroup[] = results.map(({ order, generation }) => ({
    title: order.name === 'thumbnail' ? 'Thumbnails' : 'Ads',
    headline: order.copy.headline.replaceAll('**', ''),
    images: generation.outputs.map((output) => ({ ...output, file: fileName(order, output) })),
  }));
  const images = groups.flatMap((group) => group.images);
  await Promise.all(images.map(async ({ url, file }) => writeFile(join(folder, file), await api.download(url))));
  await writeFile(join(folder, 'index.html'), contactSheet(groups));
  return images.length;
}

/** `ad-2-square-spotlight.jpg`: the kind, the variant, the format and the template. */
function fileName(order: DemoOrder, { variant, format, template, mediaType }: ApiOutput): string {
  const words = [order.name, variant + 1, ...(order.kind === 'AD' ? [format] : []), template];
  return `${words
    .join('-')
    .replaceAll(/[^a-z0-9-]/gi, '-')
    .toLowerCase()}.${fileExtension(mediaType)}`;
}
