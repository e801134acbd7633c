/** Where the files of one font family come from. */
export interface Face {
  readonly family: string;
  /** The npm package that has the files. */
  readonly source: string;
  /** What the names of its files say before `-normal`: a weight, or the axes of a variable font. */
  readonly axis: string;
  /** For a font with one weight: the weight that it is drawn for, as its strokes look and not as its package says. */
  readonly weight?: number;
  /** Letters that it draws badly and leaves to the next family. */
  readonly except?: RegExp;
}

/** A face that is read only for texts that need it. */
export interface ReserveFace extends Face {
  /** What is missing when its package is not installed, as a finding calls it. */
  readonly script: string;
  /** The characters that it may be asked for. */
  readonly letters: RegExp;
  /** Drawn in this face even where an ordinary one has the letter, so that a line keeps its width and weight. */
  readonly preferred?: boolean;
}

/** Families that templates name, in the order in which missing glyphs fall back. Anton's one weight is a heavy one. */
export const FAMILIES: readonly Face[] = [
  { family: 'Anton', source: '@fontsource/anton', axis: '400', weight: 900 },
  { family: 'Archivo', source: '@fontsource-variable/archivo', axis: 'standard' },
  {
    family: 'Bricolage',
    source: '@fontsource-variable/bricolage-grotesque',
    axis: 'standard',
    // Their grave stands beside the letter.
    except: /[ẦầỀềỒồ]/,
  },
  { family: 'Inter', source: '@fontsource-variable/inter', axis: 'wght' },
];

const NOTO = '@fontsource-variable/noto-sans';

/** Anton has no Cyrillic or Greek: another narrow face serves them under its name. */
const ANTON_EAST: ReserveFace = {
  family: 'Anton',
  source: '@fontsource-variable/roboto-condensed',
  axis: 'wght',
  script: 'Cyrillic and Greek',
  letters: /[\p{Script=Cyrillic}\p{Script=Greek}]/u,
  preferred: true,
};

const SCRIPTS: readonly ReserveFace[] = [
  noto('arabic', 'Arabic', /\p{Script_Extensions=Arabic}|\u200c|\u200d/u),
  noto('hebrew', 'Hebrew', /\p{Script_Extensions=Hebrew}/u),
  noto('devanagari', 'Devanagari', /[\p{Script_Extensions=Devanagari}\u25cc]|\u200c|\u200d/u),
  noto('thai', 'Thai', /[\p{Script_Extensions=Thai}\u0e3f]/u),
];

const EAST_ASIAN = { sc: 'Simplified Chinese', tc: 'Traditional Chinese', jp: 'Japanese', kr: 'Korean' } as const;
const IDEOGRAPHS =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\u3000-\u303f\ufe10-\ufe4f\uff00-\uffef\u2460-\u24ff]/u;

const SYMBOLS: readonly ReserveFace[] = [
  {
    family: 'Noto Sans Symbols',
    source: `${NOTO}-symbols`,
    axis: 'wght',
    script: 'symbols',
    letters: /[\p{S}\p{No}]/u,
  },
  {
    family: 'Noto Sans Symbols 2',
    source: '@fontsource/noto-sans-symbols-2',
    axis: '400',
    weight: 400,
    script: 'symbols',
    letters: /[\p{S}\p{No}]/u,
  },
  {
    family: 'Noto Sans Math',
    source: '@fontsource/noto-sans-math',
    axis: '400',
    weight: 400,
    script: 'symbols',
    letters: /[\p{S}\p{P}\p{L}]/u,
  },
];

/** Every reserve face in the order in which they fall back: the region's own forms before those of its neighbours. */
export function reserveFor(region: Region): readonly ReserveFace[] {
  const regions = [region, ...REGIONS.filter((other) => other !== region)];
  const ideographs = regions.map((name) => noto(name, EAST_ASIAN[name], IDEOGRAPHS));
  return [ANTON_EAST, ...SCRIPTS, ...ideographs, ...SYMBOLS];
}

function noto(name: string, script: string, letters: RegExp): ReserveFace {
  const family = `Noto Sans ${name.length === 2 ? name.toUpperCase() : script}`;
  return { family, source: `${NOTO}-${name}`, axis: 'wght', script, letters };
}

/** The regions that draw Chinese characters each in their own way. */
export const REGIONS = ['sc', 'jp', 'kr', 'tc'] as const;
export type Region = (typeof REGIONS)[number];

/** Whose forms of the Chinese characters to draw: the locale's, else those of the kana or hangul beside them. */
export function regionOf(text: string, locale?: string): Region {
  const { language, script } = locale === undefined ? {} : new Intl.Locale(locale).maximize();
  if (language === 'ja') return 'jp';
  if (language === 'ko') return 'kr';
  if (language === 'zh' || language === 'yue') return script === 'Hant' ? 'tc' : 'sc';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp';
  if (/\p{Script=Hangul}/u.test(text)) return 'kr';
  return 'sc';
}
