import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { drawMockup, type Mockup } from '@proofsheet/mockups';
import { addressOf, type TemplateSummary, type Workbench } from '@proofsheet/render/workbench';
import { sampleContents } from '@proofsheet/samples';
import sharp from 'sharp';
import { type Difference, difference, isWithin } from './difference.ts';
import { hardMockups } from './hard-mockups.ts';

/** Where golden pictures are kept. */
export const GOLDENS = path.join(import.meta.dirname, '../../../packages/render/goldens');

/** Every template has a golden picture of each of these contents of its kind in each of its classes. */
export const GOLDEN_CONTENTS = ['short', 'offer', 'arabic', 'japanese', 'german'] as const;
export type GoldenContent = (typeof GOLDEN_CONTENTS)[number];

/**
 * Golden pictures are half as large, and at most this many pixels on the longer side: small, and any change still
 * shows.
 */
const MOST_SIDE = 480;
const QUALITY = 84;

/** How a template shows a content: a picture, or the code of its refusal, which is kept as well. */
type Likeness = { readonly picture: Buffer } | { readonly refused: string };

export type Comparison = { readonly state: 'same' | 'missing' } | { readonly state: 'changed'; readonly how: string };

/** All mockups that should have a golden picture. */
export function allGoldenMockups(templates: readonly TemplateSummary[]): Mockup[] {
  return [...goldenMockups(templates, GOLDEN_CONTENTS), ...hardMockups(templates)];
}

/** Every template in every class with these contents. */
export function goldenMockups(templates: readonly TemplateSummary[], contents: readonly GoldenContent[]): Mockup[] {
  return templates.flatMap((template) =>
    template.classes.flatMap((aspect) =>
      sampleContents(template.kind)
        .filter(({ name }) => contents.some((content) => content === name))
        .map((content) => ({ template, aspect, content })),
    ),
  );
}

/** `ad/hero/tower-arabic`. */
export function nameOf({ template, aspect, content }: Mockup): string {
  return `${addressOf(template)}/${aspect}-${content.name}`;
}

/**
 * Renders the mockup and keeps it as the new reference. Throws where it cannot be rendered for another reason than a
 * refusal.
 */
export async function updateGolden(workbench: Workbench, mockup: Mockup, folder = GOLDENS): Promise<void> {
  const likeness = await likenessOf(workbench, mockup);
  const file = path.join(folder, nameOf(mockup));
  await mkdir(path.dirname(file), { recursive: true });
  await Promise.all([rm(`${file}.webp`, { force: true }), rm(`${file}.txt`, { force: true })]);
  if ('picture' in likeness) await writeFile(`${file}.webp`, likeness.picture);
  else await writeFile(`${file}.txt`, `${likeness.refused}\n`);
}

/** Renders the mockup and compares it with its golden picture. */
export async function compareGolden(workbench: Workbench, mockup: Mockup, folder = GOLDENS): Promise<Comparison> {
  const golden = await readGolden(mockup, folder);
  if (!golden) return { state: 'missing' };
  const now = await likenessOf(workbench, mockup);
  if ('picture' in golden && 'picture' in now) {
    const apart = await difference(golden.picture, now.picture);
    if (isWithin(apart)) return { state: 'same' };
    return { state: 'changed', how: described(apart) };
  }
  if ('refused' in golden && 'refused' in now && golden.refused === now.refused) return { state: 'same' };
  const say = (likeness: Likeness) => ('picture' in likeness ? 'a picture' : likeness.refused);
  return { state: 'changed', how: `was ${say(golden)}, is ${say(now)}` };
}

export async function readGolden(mockup: Mockup, folder = GOLDENS): Promise<Likeness | undefined> {
  const file = path.join(folder, nameOf(mockup));
  const picture = await readFile(`${file}.webp`).catch(() => undefined);
  if (picture) return { picture };
  const refused = await readFile(`${file}.txt`, 'utf8').catch(() => undefined);
  return refused === undefined ? undefined : { refused: refused.trim() };
}

/** Encoded as golden pictures are stored, so that storing adds no difference. */
async function likenessOf(workbench: Workbench, mockup: Mockup): Promise<Likeness> {
  const drawn = await drawMockup(workbench, mockup);
  if (!('output' in drawn)) {
    if (drawn.code !== 'no_template_fits') throw new Error(`${nameOf(mockup)}: ${drawn.code}: ${drawn.message}`);
    return { refused: drawn.code };
  }
  const { width, height, bytes } = drawn.output;
  const scale = Math.min(0.5, MOST_SIDE / Math.max(width, height));
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
  return { picture: await sharp(bytes).resize(size).removeAlpha().webp({ quality: QUALITY, effort: 5 }).toBuffer() };
}

function described({ mean, worst }: Difference): string {
  if (!Number.isFinite(mean)) return 'another size';
  return `mean ${mean.toFixed(4)}, worst block ${worst.toFixed(3)}`;
}
