/** A part of a text, and whether `**` marks it. */
export interface EmphasisPart {
  readonly text: string;
  readonly marked: boolean;
}

/** As in Markdown, marks touch what they mark. All other asterisks are text: "5** hotels", "2 ** 3". */
const MARKED = /\*\*(?=\S)(.*?[^\s*])\*\*/gsu;

/** The parts of a text, without the asterisks of its pairs of marks. */
export function emphasisIn(text: string): EmphasisPart[] {
  const parts: EmphasisPart[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKED)) {
    parts.push({ text: text.slice(from, match.index), marked: false }, { text: match[1] as string, marked: true });
    from = match.index + match[0].length;
  }
  return [...parts, { text: text.slice(from), marked: false }].filter((part) => part.text !== '');
}
