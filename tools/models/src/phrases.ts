import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PublishedPackage, unpackPublished } from './published-package.ts';

const BUDOUX: PublishedPackage = {
  name: 'budoux',
  version: '0.7.0',
  integrity: 'sha512-3ozAqddyZUAYh9Lrk8eYcdBfVjplubOsF3NbwcHGIsfQ8An5+lwXQGw0KvrFN2mx1MP6SI+y6FoxuEqWaBZfjQ==',
};
const MODEL = 'module/data/models/ja.js';
const OURS = fileURLToPath(new URL('../../../packages/render/src/text/phrases/japanese.json', import.meta.url));

/**
 * The weights that tell where a phrase of Japanese begins, as they are in the package: read from its script, which is not
 * run. The package itself brings a document model for the HTML that it can cut, too.
 */
export async function makePhrases(scratch: string): Promise<void> {
  const script = await readFile(join(await unpackPublished(BUDOUX, [MODEL], scratch), MODEL), 'utf8');
  const [, weights] = /export const model = (\{.*\});$/ms.exec(script) ?? [];
  if (weights === undefined) throw new Error(`${BUDOUX.name}@${BUDOUX.version} keeps its model elsewhere.`);
  await writeFile(OURS, `${JSON.stringify(JSON.parse(weights), null, 2)}\n`);
}
