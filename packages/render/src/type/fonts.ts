import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { codePointsOf } from './glyphs.ts';

export interface FontFile {
  readonly family: string;
  readonly data: Buffer;
  /** Inclusive ranges of the code points that the file really draws. */
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** Left out for a variable font: it serves its whole axis. */
  readonly weight?: number;
}

export interface FontShelf {
  readonly files: readonly FontFile[];
  /** Whether some font draws the code point: a template's stack falls back through all of them. */
  draws(codePoint: number): boolean;
}

/** Families that templates may name, in the order in which missing glyphs fall back. */
const FAMILIES = [
  { family: 'Anton', source: '@fontsource/anton', axis: '400', weight: 400 },
  { family: 'Archivo', source: '@fontsource-variable/archivo', axis: 'standard' },
  { family: 'Bricolage', source: '@fontsource-variable/bricolage-grotesque', axis: 'standard' },
  { family: 'Inter', source: '@fontsource-variable/inter', axis: 'wght' },
] as const;

/** Reads every subset of every family. The ranges come from the files' own maps: published ranges claim too much. */
export async function loadFonts(): Promise<FontShelf> {
  const files: FontFile[] = [];
  for (const { family, source, axis, ...rest } of FAMILIES) {
    const folder = path.join(path.dirname(createRequire(import.meta.url).resolve(`${source}/package.json`)), 'files');
    for (const name of (await readdir(folder)).sort()) {
      if (!name.endsWith(`-${axis}-normal.woff2`)) continue;
      const data = await readFile(path.join(folder, name));
      files.push({ family, data, ranges: rangesOf(codePointsOf(data)), ...rest });
    }
  }
  const drawn = new Set(files.flatMap((file) => file.ranges.flatMap(([first, last]) => sequence(first, last))));
  return { files, draws: (codePoint) => drawn.has(codePoint) };
}

function rangesOf(codePoints: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const point of [...codePoints].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && point <= last[1] + 1) last[1] = point;
    else ranges.push([point, point]);
  }
  return ranges;
}

function sequence(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
