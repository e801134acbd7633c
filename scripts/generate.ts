/**
 * `npm run generate`: writes every generated file. With `--check` it writes nothing, names the stale files, and exits 1
 * when there is one.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openApiDocument } from '../apps/api/src/openapi/export-document.ts';
import { clientTypes } from './generate/client-types.ts';
import { databaseTypes } from './generate/database-types.ts';
import { errorsPage } from './generate/errors-page.ts';
import { formatsPage } from './generate/formats-page.ts';
import { inspectionPage } from './generate/inspection-page.ts';
import { joinedScripts } from './generate/joined-scripts.ts';
import { typographicData } from './generate/typographic-data.ts';

const root = resolve(import.meta.dirname, '..');

/** Each generated file, and what generates it. */
const GENERATORS: Record<string, () => Promise<string>> = {
  'packages/database/src/schema.generated.ts': databaseTypes,
  'apps/api/openapi.json': async () => `${JSON.stringify(await openApiDocument(), null, 2)}\n`,
  'packages/client/src/generated/api.generated.ts': clientTypes,
  'packages/render/src/text/cldr.generated.ts': typographicData,
  'packages/render/src/text/joined-scripts.generated.ts': joinedScripts,
  'docs/errors.md': errorsPage,
  'docs/formats.md': formatsPage,
  'docs/inspection.md': inspectionPage,
};

const check = process.argv.includes('--check');
for (const [file, generate] of Object.entries(GENERATORS)) {
  const path = join(root, file);
  const [wanted, present] = await Promise.all([generate(), readFile(path, 'utf8').catch(() => undefined)]);
  if (present === wanted) {
    process.stdout.write(`up to date  ${file}\n`);
  } else if (check) {
    process.stdout.write(`stale       ${file}: run npm run generate\n`);
    process.exitCode = 1;
  } else {
    await writeFile(path, wanted);
    process.stdout.write(`written     ${file}\n`);
  }
}
