const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A tone of skin after anything but an emoji is a sign of its own, though Unicode calls it one cluster with what is before. */
const STRAY_TONE = /^(\P{Extended_Pictographic}+)(\p{Emoji_Modifier}.*)$/su;
const NEVER_SEEN = /\p{Default_Ignorable_Code_Point}/gu;

export function splitGraphemes(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment).flatMap((grapheme) => {
    const [, before, tone] = STRAY_TONE.exec(grapheme) ?? [];
    return before !== undefined && tone !== undefined ? [before, tone] : [grapheme];
  });
}

/** The letters of a text that carry marks: each as the code points that have to be drawn, letter and marks composed. */
export function clustersOf(text: string): number[][] {
  if (!/\p{Grapheme_Extend}/u.test(text)) return [];
  const composed = new Set(splitGraphemes(text).map((grapheme) => grapheme.normalize('NFC')));
  return [...composed].map(glyphsOf).filter((points) => points.length > 1);
}

/** The code points of a cluster, without those that are never seen. */
export function glyphsOf(cluster: string): number[] {
  return codePoints(cluster.replaceAll(NEVER_SEEN, ''));
}

export function codePoints(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0) as number);
}
