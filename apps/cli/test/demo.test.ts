import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatNamed, presetFormats } from '@proofsheet/domain';
import { sampleImages } from '@proofsheet/samples';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { byLauncher, directly, familyOf, survivorsOf } from './command-line.ts';

const folder = mkdtempSync(join(tmpdir(), 'proofsheet-demo-test-'));
const out = join(folder, 'out');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function sizesOf(prefix: string): Promise<string[]> {
  const files = readdirSync(out).filter((name) => name.startsWith(prefix));
  const sizes = await Promise.all(files.map((name) => sharp(join(out, name)).metadata()));
  return sizes.map(({ width, height }) => `${width}x${height}`).sort();
}

const size = ({ width, height }: { width: number; height: number }) => `${width}x${height}`;
const photo = sampleImages.find((image) => image.name === 'headphones-photo')?.path ?? '';

test('with a photo and words of my own it makes four thumbnails and three ads in every standard format, and leaves nothing', async () => {
  rmSync(out, { recursive: true, force: true });
  const words = ['--headline', 'My **own** words', '--button', 'Look'];
  const run = byLauncher('demo', '--out', out, '--photo', photo, '--role', 'product', ...words);
  await run.until('4/4');
  const family = familyOf(run.child.pid);
  const code = await run.ended;
  expect(run.output()).toContain('Download 13 images');
  expect(code).toBe(0);
  expect(await sizesOf('thumbnail-')).toEqual(Array(4).fill(size(formatNamed('youtube-thumbnail'))));
  expect(await sizesOf('ad-')).toEqual(
    presetFormats('standard', 'AD')
      .map(formatNamed)
      .flatMap((format) => Array(3).fill(size(format)))
      .sort(),
  );
  const page = readFileSync(join(out, 'index.html'), 'utf8');
  expect(page).toContain('My own words');
  for (const file of readdirSync(out)) if (file !== 'index.html') expect(page).toContain(`src="${file}"`);
  expect(await survivorsOf(family, 3)).toEqual([]);
}, 240_000);

test.each([
  [['--photo', '/nowhere/me.jpg'], '--photo: /nowhere/me.jpg cannot be read (ENOENT)'],
  [['--headline', 'x'.repeat(81)], '--headline:'],
  [['--photo', photo, '--role', 'hat'], '--role: one of PERSON, PRODUCT, LOGO, BACKGROUND'],
])('%j is refused before anything starts', async (args, message) => {
  const run = directly(['demo', '--out', out, ...args]);
  expect(await run.ended).toBe(1);
  expect(run.output()).toContain(message);
  expect(run.output()).not.toContain('Starting');
});

test('a photo that is no image ends with what the API says of it', async () => {
  const file = join(folder, 'not-a-photo.jpg');
  writeFileSync(file, 'these are words');
  const run = directly(['demo', '--out', out, '--photo', file]);
  expect(await run.ended).toBe(1);
  expect(run.output()).toMatch(/POST \/v1\/assets answered 4\d\d: .*(not a readable image|JPEG, PNG and WebP)/);
  expect(run.output()).not.toMatch(/\n {4}at /);
}, 240_000);
