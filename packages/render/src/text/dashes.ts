/** Languages that set an em dash, with spaces, where others set an en dash. */
const EM_DASHED: ReadonlySet<string> = new Set(['ru', 'uk', 'be', 'bg', 'kk', 'ky', 'mk', 'sr']);

/** Between two numbers, which may have their signs: 2019--2024, $5--$10, 9am--5pm. */
const RANGE = /(?<=\p{N}(?:[ap]m|[%‰°]|\p{Sc}|\p{L})?\**)--(?=\**\p{Sc}?\p{N})/gu;

/**
 * Sets dashes for typed hyphens: between spaced words, for `--` also between words that touch and in ranges; `---` is an
 * em dash. Options such as `--save` and arrows stay as typed.
 */
export function setDashes(text: string, language: string): string {
  const dash = EM_DASHED.has(language) ? '—' : '–';
  const doubled = language === 'zh' || language === 'ja' ? '——' : undefined;
  const touching = language === 'en' ? '—' : dash;
  return text
    .replace(/(?<![-<!])---(?![->])/g, doubled ?? '—')
    .replace(RANGE, '–')
    .replace(/(?<=\s)--?(?=\s)/g, dash)
    .replace(/^--(?=\s)/g, dash)
    .replace(/(?<=[^\s<!-])--(?![->])/g, doubled ?? touching);
}

/** A hyphen that stands before a number as its sign: -20 °C, -€5. A hyphen between numbers, as in 10 -20, is none. */
export function setMinus(text: string): string {
  return text.replace(/(?<=^|[^\S]|[\p{Ps}\p{Pi}~≈<>≤≥=:/*])(?<!\p{N}\s)-(?=\p{Sc}?[.,]?\p{Nd})/gu, '−');
}
