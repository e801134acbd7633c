/** The names under which data of a locale may be kept, from the closest to the root: zh-Hant-TW, zh-TW, zh-Hant, zh, und. */
export function localesFor(locale: string): string[] {
  const { language, script, region } = new Intl.Locale(locale).maximize();
  return [`${language}-${script}-${region}`, `${language}-${region}`, `${language}-${script}`, language, 'und'];
}
