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
