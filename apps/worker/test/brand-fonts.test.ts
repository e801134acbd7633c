import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createFont, deleteFont, findGeneration, newId, outputsOfGeneration } from '@proofsheet/database';
import { type FontFacts, generationRequestSchema, objectKeys, specOf } from '@proofsheet/domain';
import { fontExaminer } from '@proofsheet/render/font-examiner';
import { aGeneration } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeGeneration } from '../src/generation/make-generation.ts';
import { aJob, openTestSystem, type TestSystem } from './harness.ts';

const bytes = readFileSync(
  createRequire(import.meta.resolve('@proofsheet/render')).resolve(
    '@fontsource/anton/files/anton-latin-400-normal.woff2',
  ),
);
const sha256 = createHash('sha256').update(bytes).digest('hex');

let system: TestSystem;
let photo: string;
let facts: FontFacts;
beforeAll(async () => {
  system = await openTestSystem();
  photo = await system.upload();
  facts = await fontExaminer().examine(bytes);
});
afterAll(() => system?.close());

/** As the API leaves an upload. */
async function aFont(): Promise<string> {
  const { db, storage, userId } = system;
  const id = newId();
  const objectKey = objectKeys.font(id, 'font/woff2');
  await storage.put(objectKey, bytes, { bytes: bytes.length, mediaType: 'font/woff2' });
  const font = { id, userId, originalName: 'a.woff2', mediaType: 'font/woff2', bytes: bytes.length, sha256 } as const;
  await createFont(db, { ...font, objectKey, facts });
  return id;
}

async function submit(font?: { id: string; sha256: string }): Promise<string> {
  const request = { kind: 'THUMBNAIL', copy: { headline: 'Golden hour' }, template: 'fade', variants: 1 };
  const spec = specOf(generationRequestSchema.parse(request), { fonts: font ? { font } : {} });
  return aGeneration(system.db, {
    userId: system.userId,
    kind: 'THUMBNAIL',
    spec,
    seed: 7,
    assets: [{ assetId: photo, role: 'BACKGROUND' }],
  });
}
const make = (generationId: string) => makeGeneration(system.tools, { generationId, dispatch: 0 }, aJob());
const pictureOf = async (id: string) => (await outputsOfGeneration(system.db, id))[0]?.sha256;

test('a generation is drawn in its brand font, with the same bytes again', async () => {
  const id = await aFont();
  const [plain, one, two] = [await submit(), await submit({ id, sha256 }), await submit({ id, sha256 })];
  for (const generation of [plain, one, two]) await make(generation);
  expect(await pictureOf(one)).toBeDefined();
  expect(await pictureOf(one)).not.toBe(await pictureOf(plain));
  expect(await pictureOf(two)).toBe(await pictureOf(one));
});

test('a font that was deleted, has lost its file, or is not the one of the request ends its generation by name', async () => {
  const [deleted, lost, other] = [await aFont(), await aFont(), await aFont()];
  await deleteFont(system.db, { userId: system.userId, id: deleted });
  await system.storage.remove([objectKeys.font(lost, 'font/woff2')]);
  for (const font of [
    { id: deleted, sha256 },
    { id: lost, sha256 },
    { id: other, sha256: 'of another file' },
  ]) {
    const id = await submit(font);
    await expect(make(id)).rejects.toMatchObject({ code: 'unknown_font', field: 'brand/font' });
    expect(await findGeneration(system.db, { userId: system.userId, id })).toMatchObject({
      status: 'FAILED',
      error: { code: 'unknown_font' },
    });
  }
});
