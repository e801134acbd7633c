import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { HAS_BROWSER } from './gallery.ts';

/** Compressed: scripts, styles and the document. */
const MOST_BYTES = 200_000;
/** A browser asks for six at once. */
const MOST_FILES = 6;

test.runIf(HAS_BROWSER)('what a browser needs before the first page is small, and in few files', async () => {
  const { api = '' } = inject('gallery') ?? {};
  const read = async (path: string) => (await fetch(new URL(path, api))).text();
  const document = await read('/');
  const scripts = new Map<string, string>();
  const add = async (path: string): Promise<void> => {
    if (scripts.has(path)) return;
    scripts.set(path, '');
    const script = await read(path);
    scripts.set(path, script);
    for (const [, name] of script.matchAll(/(?:import|from)\s*"\.\/([^"]+)"/g)) await add(`/assets/${name}`);
  };
  for (const [, path = ''] of document.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)) await add(path);
  const styles = [...document.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, path = '']) => read(path));
  const texts = [document, ...scripts.values(), ...(await Promise.all(styles))];
  expect(scripts.size).toBeGreaterThan(0);
  expect(scripts.size).toBeLessThanOrEqual(MOST_FILES);
  expect(texts.reduce((sum, text) => sum + gzipSync(text).length, 0)).toBeLessThan(MOST_BYTES);
});

test.runIf(HAS_BROWSER)('the scripts of a first page are run in parts, what they stand on first', async () => {
  const { api = '' } = inject('gallery') ?? {};
  const document = await (await fetch(new URL('/', api))).text();
  const parts = [...document.matchAll(/<script[^>]*src="\/(?:assets\/)?([a-z]+)[^"]*"/g)].map(([, name]) => name);
  expect(parts).toEqual(['languages', 'rolldown', 'react', 'controls', 'index']);
  expect(document).not.toContain('modulepreload');
});
