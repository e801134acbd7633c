import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { FAMILIES, type Face, type FallbackFace, fallbackFaces, regionOf } from './faces.ts';
import { clustersOf, codePoints } from './graphemes.ts';
import { folderOf } from './packages.ts';
import { covers, type Ranges, rangesOf } from './ranges.ts';
import { scriptNameOf } from './script-names.ts';
import { codePointsOf } from './woff2-cmap.ts';

export interface FontFile {
  readonly family: string;
  readonly data: Buffer;
  /** The code points that the file really draws. */
  readonly ranges: Ranges;
  /** Left out for a variable font: it serves its whole axis. */
  readonly weight?: number;
}

/** The fonts that one text is drawn with. */
export interface FontSupply {
  /** The files that it needs in addition to those that every text may use. */
  readonly files: readonly FontFile[];
  /** Every family that the text may use, in the order in which missing glyphs fall back. */
  readonly families: readonly string[];
  /** Whether some font draws the code point. */
  draws(codePoint: number): boolean;
  /** Whether one font draws all code points of a cluster: drawn by two, a mark would stand beside its letter. */
  joins(cluster: readonly number[]): boolean;
  /** Scripts of the text that no installed package has. */
  readonly absent: readonly string[];
}

export interface FontLibrary {
  /** The files of the families that templates name. */
  readonly files: readonly FontFile[];
  /** Reads what else the text needs, each file once a process. A text gets the same fonts whatever came before it. */
  supply(text: string, locale?: string): Promise<FontSupply>;
}

/** The folder of a font package; undefined where it is not installed. */
type FindPackage = (name: string) => string | undefined;

/** Reads every subset of every family that templates name. Ranges are the files' own: the published ones claim more. */
export async function loadFonts(find: FindPackage = folderOf): Promise<FontLibrary> {
  const files = (await Promise.all(FAMILIES.map(readFamily))).flat();
  const fallbacks = new FallbackFonts(find, files);
  return { files, supply: (text, locale) => fallbacks.supply(text, locale) };
}

/** Fonts for scripts that only some texts use: their files are read when a text first needs them, and kept. */
class FallbackFonts {
  readonly #find: FindPackage;
  /** The files of the families that templates name, and what they draw. */
  readonly #ordinary: readonly FontFile[];
  readonly #ordinarilyDrawn: ReadonlySet<number>;
  readonly #ranges = new Map<string, Promise<Subset[] | undefined>>();
  readonly #files = new Map<string, Promise<FontFile>>();

  constructor(find: FindPackage, ordinary: readonly FontFile[]) {
    this.#find = find;
    this.#ordinary = ordinary;
    this.#ordinarilyDrawn = new Set(ordinary.flatMap(pointsOf));
  }

  async supply(text: string, locale?: string): Promise<FontSupply> {
    const wanted = new Set(codePoints(text));
    const drawn = new Set([...wanted].filter((point) => this.#ordinarilyDrawn.has(point)));
    const files: FontFile[] = [];
    const joins = (cluster: readonly number[]) =>
      [this.#ordinary, files].some((some) =>
        some.some(({ ranges }) => cluster.every((point) => covers(ranges, point))),
      );
    const clusters = clustersOf(text);
    const faces = fallbackFaces(text, regionOf(text, locale));
    const absent = new Set<FallbackFace>();
    for (const face of faces) {
      const has = (point: number) => face.letters.test(String.fromCodePoint(point));
      const parted = clusters.filter((cluster) => cluster.every(has) && !joins(cluster));
      const lacking = [...wanted].filter((point) => (face.preferred || !drawn.has(point)) && has(point));
      const points = [...lacking, ...parted.flat()];
      if (points.length === 0) continue;
      const read = await this.#filesFor(face, points);
      if (read === undefined) absent.add(face);
      for (const file of read ?? []) {
        files.push(file);
        for (const point of points) if (covers(file.ranges, point)) drawn.add(point);
      }
    }
    const families = [...new Set([...FAMILIES, ...files].map(({ family }) => family))];
    const undrawn = [...wanted].filter((point) => !drawn.has(point)).map((point) => String.fromCodePoint(point));
    const scripts = new Set(undrawn.flatMap((character) => scriptsLacking(character, faces, absent)));
    return { files, families, draws: (point) => drawn.has(point), joins, absent: [...scripts] };
  }

  /** The files of a face that draw any of the points; undefined when its package is not installed. */
  async #filesFor(face: FallbackFace, points: readonly number[]): Promise<FontFile[] | undefined> {
    const subsets = await memoised(this.#ranges, face.source, () => readSubsets(face, this.#find));
    const needed = subsets?.filter(({ ranges }) => points.some((point) => covers(ranges, point)));
    const files = needed?.map(({ file }) => memoised(this.#files, file, () => readFont(face, file)));
    const read = files && (await Promise.all(files));
    return read?.filter(({ ranges }) => points.some((point) => covers(ranges, point)));
  }
}

/**
 * The scripts that a character is not drawn for the want of: those of the packages that may have it, else its own, unless
 * a face of that script is there and lacks this one character.
 */
function scriptsLacking(
  character: string,
  faces: readonly FallbackFace[],
  absent: ReadonlySet<FallbackFace>,
): readonly string[] {
  if (!/[\p{L}\p{M}\p{N}\p{S}]/u.test(character)) return [];
  const [own, shared] = [faces.filter(({ own }) => own?.test(character)), [...absent].filter((face) => !face.own)];
  const lacking = [
    ...own.filter((face) => absent.has(face)),
    ...shared.filter(({ letters }) => letters.test(character)),
  ];
  if (lacking.length > 0 || own.length > 0) return lacking.map(({ script }) => script);
  const script = scriptNameOf(character);
  return script === undefined || ORDINARY_SCRIPTS.has(script) ? [] : [script];
}

/** The scripts of the families that templates name, and those of the East Asian faces. */
const ORDINARY_SCRIPTS: ReadonlySet<string> = new Set(
  'Latin Greek Cyrillic Han Hiragana Katakana Hangul Bopomofo'.split(' '),
);

/** One file of a package, and the ranges that the package publishes for it. */
interface Subset {
  readonly file: string;
  readonly ranges: Ranges;
}

async function readFamily(face: Face): Promise<FontFile[]> {
  const folder = path.join(folderOf(face.source) ?? '', 'files');
  const names = (await readdir(folder)).sort().filter((name) => name.endsWith(`-${face.axis}-normal.woff2`));
  return Promise.all(names.map((name) => readFont(face, path.join(folder, name))));
}

async function readSubsets(face: Face, find: FindPackage): Promise<Subset[] | undefined> {
  const { source, axis } = face;
  const folder = find(source);
  if (folder === undefined) return undefined;
  if (face.file !== undefined) return [{ file: path.join(folder, face.file), ranges: EVERYTHING }];
  const published: Record<string, string> = JSON.parse(await readFile(path.join(folder, 'unicode.json'), 'utf8'));
  const subsets = Object.entries(published);
  // A package with a single file publishes the range of its Latin part only.
  if (subsets.length === 1) return [{ file: fileOf(folder, source, subsets[0]?.[0] ?? '', axis), ranges: EVERYTHING }];
  return subsets.map(([name, ranges]) => ({
    file: fileOf(folder, source, name, axis),
    ranges: ranges.split(',').map(parseRange),
  }));
}

const EVERYTHING: Ranges = [[0, 0x10ffff]];

function fileOf(folder: string, source: string, subset: string, axis: string): string {
  const name = subset.replace(/[[\]]/g, '');
  return path.join(folder, 'files', `${path.basename(source)}-${name}-${axis}-normal.woff2`);
}

async function readFont({ family, weight, except }: Face, file: string): Promise<FontFile> {
  const data = await readFile(file);
  const points = codePointsOf(data).filter((point) => !except?.test(String.fromCodePoint(point)));
  return { family, data, ranges: rangesOf(points), ...(weight === undefined ? {} : { weight }) };
}

/** "U+4E00-4E0F" or "U+4E00". */
function parseRange(text: string): [number, number] {
  const [first = '', last = first] = text.trim().replace(/^U\+/i, '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function pointsOf({ ranges }: FontFile): number[] {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** Makes the value of a key once, even for several callers at the same time. After a failure the next call retries. */
function memoised<T>(memo: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memo.get(key);
  if (known) return known;
  const fresh = make();
  memo.set(key, fresh);
  fresh.catch(() => memo.delete(key));
  return fresh;
}
