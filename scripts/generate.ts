/**
 * `npm run generate`: writes every file that is made from another. With `--check` it writes nothing and exits 1
 * when one of them is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { apiDocument } from './generate/api-document.ts';
import { databaseTypes } from './generate/database-types.ts';

const root = resolve(import.meta.dirname, '..');

const GENERATED: Record<string, () => Promise<string>> = {
  [join(root, 'packages/database/src/schema.generated.ts')]: databaseTypes,
  [join(root, 'apps/api/openapi.json')]: apiDocument,
};

const check = process.argv.includes('--check');
let stale = 0;
for (const [file, make] of Object.entries(GENERATED)) {
  const wanted = await make();
  const present = await readFile(file, 'utf8').catch(() => '');
  const name = relative(root, file);
  if (present === wanted) {
    process.stdout.write(`up to date  ${name}\n`);
  } else if (check) {
    stale += 1;
    process.stdout.write(`STALE       ${name}: run npm run generate\n`);
  } else {
    await writeFile(file, wanted);
    process.stdout.write(`written     ${name}\n`);
  }
}
process.exit(stale === 0 ? 0 : 1);
