/** Where the files of one font family come from. */
export interface Face {
  readonly family: string;
  /** The npm package that has the files. */
  readonly source: string;
  /** What its file names have before `-normal`: a weight, or the axes of a variable font. */
  readonly axis: string;
  /** Its only file, in a package that has no list of its subsets. */
  readonly file?: string;
  /** The weight of a font that has only one, as its strokes look rather than as its package says. */
  readonly weight?: number;
  /** Characters that it draws badly and leaves to the next family. */
  readonly except?: RegExp;
}

/** A face whose files are read only for texts that need it. */
export interface FallbackFace extends Face {
  /** The script that cannot be drawn when its package is not installed, as a finding names it. */
  readonly script: string;
  /** The characters that it is used for. */
  readonly letters: RegExp;
  /** The letters of its script alone. A text that has any takes what several scripts share from this face. */
  readonly own?: RegExp;
  /** Used even where a template's own face has the letter, so that a line keeps one width and weight. */
  readonly preferred?: boolean;
}

/**
 * Accents that combine. The engine takes the first file that has a letter and its accent apart before one that has both as
 * one letter, and these faces draw them beside each other.
 */
const COMBINING_ACCENTS = /[\u0300-\u036f]/;

/** Families that templates name, in the order in which missing glyphs fall back. Anton's one weight is a heavy one. */
export const FAMILIES: readonly Face[] = [
  { family: 'Anton', source: '@fontsource/anton', axis: '400', weight: 900, except: COMBINING_ACCENTS },
  { family: 'Archivo', source: '@fontsource-variable/archivo', axis: 'standard', except: COMBINING_ACCENTS },
  {
    family: 'Bricolage',
    source: '@fontsource-variable/bricolage-grotesque',
    axis: 'standard',
    except: COMBINING_ACCENTS,
  },
  { family: 'Inter', source: '@fontsource-variable/inter', axis: 'wght', except: COMBINING_ACCENTS },
];

const NOTO = '@fontsource-variable/noto-sans';

/** Anton has no Cyrillic or Greek: another narrow face draws them under its name. */
const ANTON_EAST: FallbackFace = {
  family: 'Anton',
  source: '@fontsource-variable/roboto-condensed',
  axis: 'wght',
  script: 'Cyrillic and Greek',
  letters: /[\p{Script=Cyrillic}\p{Script=Greek}]/u,
  except: COMBINING_ACCENTS,
  preferred: true,
};

const SCRIPTS: readonly FallbackFace[] = [
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  // From here on in optional packages.
  ...['Armenian', 'Bengali', 'Ethiopic', 'Georgian', 'Gujarati', 'Gurmukhi', 'Kannada', 'Khmer', 'Lao', 'Malayalam'],
  ...['Myanmar', 'Sinhala', 'Tamil', 'Telugu'],
].map((script) => {
  // Joiners and the dotted circle belong to the cluster that they stand in, the baht sign to Thai.
  const shared = script === 'Thai' ? '\u25cc\u200c\u200d\u0e3f' : '\u25cc\u200c\u200d';
  const letters = new RegExp(`[\\p{Script_Extensions=${script}}${shared}]`, 'u');
  return { ...noto(script.toLowerCase(), script, letters), own: new RegExp(`\\p{Script=${script}}`, 'u') };
});

const EAST_ASIAN = { sc: 'Simplified Chinese', tc: 'Traditional Chinese', jp: 'Japanese', kr: 'Korean' } as const;
const IDEOGRAPHS =
  /[\p{Script_Extensions=Han}\p{Script_Extensions=Hiragana}\p{Script_Extensions=Katakana}\p{Script_Extensions=Hangul}\u3000-\u303f\ufe10-\ufe4f\uff00-\uffef\u2460-\u24ff]/u;

/** Sub- and superscripts, fractions, arrows and currency signs as heavy as the letters beside them; rare accents on any letter. */
const MARKS: FallbackFace = {
  family: 'Inter Marks',
  source: 'inter-ui',
  axis: 'wght',
  file: 'variable/InterVariable.woff2',
  script: 'symbols',
  letters: /[\p{Script=Common}\p{Script=Inherited}\p{Script=Latin}]/u,
  // It draws their accents beside them.
  except: /[\p{Script=Greek}\p{Script=Cyrillic}]/u,
};

/** The vowels of Russian and Ukrainian with the accent that shows their stress. */
const STRESSED: FallbackFace = {
  family: 'Noto Sans',
  source: NOTO,
  axis: 'wght',
  script: 'Cyrillic',
  letters: /\p{Script=Cyrillic}|\u0301/u,
};

const SYMBOLS: readonly FallbackFace[] = [
  MARKS,
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

/**
 * Every fallback face in the order in which they are tried: those of the text's own scripts first, the region's own
 * forms before those of other regions.
 */
export function fallbackFaces(text: string, region: Region): readonly FallbackFace[] {
  const regions = [region, ...REGIONS.filter((other) => other !== region)];
  const ideographs = regions.map((name) => noto(name, EAST_ASIAN[name], IDEOGRAPHS));
  const { own = [], others = [] } = Object.groupBy(SCRIPTS, (face) => (face.own?.test(text) ? 'own' : 'others'));
  return [ANTON_EAST, ...own, ...others, ...ideographs, STRESSED, ...SYMBOLS];
}

function noto(name: string, script: string, letters: RegExp): FallbackFace {
  const family = `Noto Sans ${name.length === 2 ? name.toUpperCase() : script}`;
  return { family, source: `${NOTO}-${name}`, axis: 'wght', script, letters };
}

/** The regions whose forms of Chinese characters differ. */
export const REGIONS = ['sc', 'jp', 'kr', 'tc'] as const;
export type Region = (typeof REGIONS)[number];

/** Which region's forms of Chinese characters to draw: the locale's, else that of the kana or hangul beside them. */
export function regionOf(text: string, locale?: string): Region {
  const { language, script } = locale === undefined ? {} : new Intl.Locale(locale).maximize();
  if (language === 'ja') return 'jp';
  if (language === 'ko') return 'kr';
  if (language === 'zh' || language === 'yue') return script === 'Hant' ? 'tc' : 'sc';
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'jp';
  if (/\p{Script=Hangul}/u.test(text)) return 'kr';
  return 'sc';
}

/** The npm package that has the fonts of a script, as `FallbackFace.script` names it; undefined where there is none. */
export function packageOf(script: string): string | undefined {
  if (script === 'emoji') return '@twemoji/svg';
  return fallbackFaces('', 'sc').find((face) => face.script === script)?.source;
}
