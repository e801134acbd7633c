import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { canonicalImage } from './signed-image.ts';

interface Vector {
  readonly path: string;
  readonly parameters: Record<string, string>;
  readonly text: string;
  readonly sig: string;
}

const DOCS = new URL('../../../docs/', import.meta.url);
const { secret, vectors } = JSON.parse(await readFile(new URL('signed-images.vectors.json', DOCS), 'utf8')) as {
  secret: string;
  vectors: Vector[];
};

test('what is signed is what the documented vectors say', () => {
  expect(vectors.length).toBeGreaterThan(4);
  for (const { path, parameters, text, sig } of vectors) {
    expect(canonicalImage(path, new Map(Object.entries(parameters)))).toBe(text);
    expect(createHmac('sha256', secret).update(text).digest('base64url')).toBe(sig);
  }
});

test('the page shows a vector as it is', async () => {
  const page = await readFile(new URL('signed-images.md', DOCS), 'utf8');
  const [first, second] = vectors as [Vector & { address: string }, Vector];
  expect(page).toContain(first.address);
  expect(page).toContain(`${second.text.replace(/^/gm, '    ')}\n\n    sig = ${second.sig}`);
});
