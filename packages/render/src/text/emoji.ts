import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { splitGraphemes } from '../fonts/graphemes.ts';
import { folderOf } from '../fonts/packages.ts';

const SOURCE = '@twemoji/svg';
/** What may be an emoji: shown as one by default or on request, a flag or a keycap. */
const CANDIDATE =
  /\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Regional_Indicator}|[#*0-9]\ufe0f?\u20e3|\p{Emoji_Modifier}/u;
const TEXT_STYLE = '\ufe0e';

/** SVG drawings of the emoji in one text, by the emoji as it is written. */
export type EmojiSet = ReadonlyMap<string, Buffer>;

const NO_EMOJI: EmojiSet = new Map();

/** Read once a process; after a failure the next text reads them again. */
let names: Promise<ReadonlySet<string> | undefined> | undefined;

/** Reads the drawings that a text needs. `absent` says that it has emoji whose package is not installed. */
export async function emojiOf(text: string): Promise<{ emoji: EmojiSet; absent: boolean }> {
  if (!CANDIDATE.test(text)) return { emoji: NO_EMOJI, absent: false };
  names ??= readNames().catch((error: unknown) => {
    names = undefined;
    throw error;
  });
  const drawn = await names;
  if (!drawn) return { emoji: NO_EMOJI, absent: true };
  const emoji = new Map<string, Buffer>();
  for (const grapheme of new Set(splitGraphemes(text))) {
    for (const part of CANDIDATE.test(grapheme) ? drawable(grapheme, drawn) : []) {
      const file = path.join(folderOf(SOURCE) ?? '', `${nameOf(part, drawn)}.svg`);
      if (!emoji.has(part)) emoji.set(part, await readFile(file));
    }
  }
  return { emoji, absent: false };
}

/** Splits a text into type and emoji. */
export function splitEmoji(text: string, emoji: EmojiSet): { text: string; emoji: boolean }[] {
  if (emoji.size === 0) return [{ text, emoji: false }];
  const pieces: { text: string; emoji: boolean }[] = [];
  for (const grapheme of splitGraphemes(text)) {
    const parts = partsOf(grapheme, (part) => emoji.has(part));
    if (parts.length > 0) pieces.push(...parts.map((part) => ({ text: part, emoji: emoji.has(part) })));
    else {
      const last = pieces.at(-1);
      if (last && !last.emoji) last.text += grapheme;
      else pieces.push({ text: grapheme, emoji: false });
    }
  }
  return pieces;
}

/** What is drawn of a grapheme, each a drawing of its own. */
function drawable(grapheme: string, drawn: ReadonlySet<string>): string[] {
  if (grapheme.includes(TEXT_STYLE)) return [];
  return partsOf(grapheme, (part) => nameOf(part, drawn) !== undefined).filter((part) => !TAGS.test(part));
}

/** An emoji and the tone of its skin, the letters of a flag, and the tags of a region's flag. */
const PIECES =
  /\p{Emoji_Modifier}|\p{Regional_Indicator}|[\u{e0020}-\u{e007f}]+|[^\p{Emoji_Modifier}\p{Regional_Indicator}\u{e0020}-\u{e007f}]+/gu;
const TAGS = /^[\u{e0020}-\u{e007f}]+$/u;

/** The grapheme where it has a drawing; else its parts where each has one, and the tags that have none; else nothing. */
function partsOf(grapheme: string, isDrawn: (part: string) => boolean): string[] {
  if (isDrawn(grapheme)) return [grapheme];
  const joined = grapheme.split('\u200d').filter((part) => part !== '');
  const parts = joined.flatMap((part) => (isDrawn(part) ? [part] : (part.match(PIECES) ?? [])));
  return isDrawn(parts[0] ?? '') && parts.every((part) => isDrawn(part) || TAGS.test(part)) ? parts : [];
}

/** Files are named by code points; the selector for emoji style is in some names and not in others. */
function nameOf(emoji: string, drawn: ReadonlySet<string>): string | undefined {
  const full = [...emoji].map((character) => (character.codePointAt(0) as number).toString(16)).join('-');
  return [full, full.replaceAll('-fe0f', '')].find((name) => drawn.has(name));
}

async function readNames(): Promise<ReadonlySet<string> | undefined> {
  const folder = folderOf(SOURCE);
  if (folder === undefined) return undefined;
  const files = await readdir(folder);
  return new Set(files.filter((file) => file.endsWith('.svg')).map((file) => file.slice(0, -'.svg'.length)));
}
