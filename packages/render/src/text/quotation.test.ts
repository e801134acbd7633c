import { expect, test } from 'vitest';
import { typographic } from './typography.ts';

/** `_` is a space that does not break, `~` a narrow one. */
function visible(text: string): string {
  return text.replaceAll('\u00a0', '_').replaceAll('\u202f', '~');
}

test.each([
  ['en', '"Top 10" and 27" screens', '“Top 10” and 27″ screens'],
  ['fr', '"Top 10" et 27" écrans', '«~Top 10~» et 27″ écrans'],
  ['ru', '"Топ 10" и 27" экран', '«Топ 10» и 27″ экран'],
  ['sv', '"Topp 10" och 27" skärm', '”Topp 10” och 27″ skärm'],
  ['ko', '"Top 10"과 27"', '“Top 10”과 27″'],
  ['zh', '"Top 10"和27"屏幕', '“Top 10”和27″屏幕'],
  ['ja', '"Top 10"のレシピ、27"モニター', '「Top 10」のレシピ、27″モニター'],
  ['en', '"27" vs 32" screens"', '“27″ vs 32″ screens”'],
  ['en', '"12" vinyl" and 12" single', '“12″ vinyl” and 12″ single'],
  ['en', 'a 27" "4K" monitor, 32" TV and "Top 5"', 'a 27″ “4K” monitor, 32″ TV and “Top 5”'],
  ['en', '"Area 51", "Catch-22" & "1984"', '“Area 51”, “Catch-22” & “1984”'],
  ['en', '"I am 5" and "you are 6"', '“I am 5” and “you are 6”'],
  ['en', `He said "5'6" is short"`, 'He said “5′6″ is short”'],
  ['en', `The 5'10" "giant", "I'm 6'2"," he said`, 'The 5′10″ “giant”, “I’m 6′2″,” he said'],
  ['en', '5" x 7" "prints"', '5″_x_7″ “prints”'],
  ['en', 'Say "27""', 'Say “27″”'],
  ['en', 'TV "27"" now', 'TV “27″” now'],
  ['en', `40°26'46"N, 5'' x 7''`, '40°26′46″N, 5″_x_7″'],
])('%s: %s is paired over the whole text, and what is left after a number is a prime', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['en', `'90s "rock 'n' roll"`, '’90s “rock ’n’ roll”'],
  ['en', "'Summer of '69' and '60s--'70s", '‘Summer of ’69’ and ’60s—’70s'],
  ['en', `"I thought you said, 'I don't like '80s music'?"`, '“I thought you said, ‘I don’t like ’80s music’?”'],
  ['en', "Class of '26 and the students' house", 'Class of ’26 and the students’ house'],
  ['en', `'nothin' but love' and "lovin'"`, '‘nothin’ but love’ and “lovin’”'],
  ['en', `like, 'You want what?'" says Cedar Mill's`, 'like, ‘You want what?’” says Cedar Mill’s'],
  ['it', `dell'"arte" un po' di "pane"`, 'dell’«arte» un po’ di «pane»'],
  ['ca', `l'«x» d'"amor"`, 'l’«x» d’«amor»'],
  ['uk', `"П'ять" комп'ютерів`, '«П’ять» комп’ютерів'],
  ['tr', `Türkiye'nin "en iyi" 10'u`, 'Türkiye’nin “en iyi” 10’u'],
  ['haw', "Hawai'i 'ohana O'ahu", 'Hawaiʻi ʻohana Oʻahu'],
  ['uz', "O'zbekiston g'alaba", 'Oʻzbekiston gʻalaba'],
  ['en', "ta'rīkh 'ilm, Qur'an", 'ta’rīkh ’ilm, Qur’an'],
])('%s: %s has apostrophes within and without quotations', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['ru', 'Он: "Роман "Идиот" - это класс"', 'Он: «Роман „Идиот“ — это класс»'],
  ['en', `"a 'b "c" d' e"`, '“a ‘b “c” d’ e”'],
  ['ja', '「"Hello"」', '「『Hello』」'],
  ['de', '„Top 10" und »Hallo"', '„Top 10“ und »Hallo«'],
  ['en', `"What is truth?"[John 18:38] ("Some" word)`, '“What is truth?”[John 18:38] (“Some” word)'],
  ['en', 'wait—"now" and he said--"no"', 'wait—“now” and he said—“no”'],
  ['fr', 'Il a dit : "Oui, 27" !"', 'Il a dit~: «~Oui, 27″~!~»'],
  ['en', 'alone: " ! But those are "ok".', 'alone: "_! But those are “ok”.'],
  ['en', '".NET" and "…so"', '“.NET” and “…so”'],
  ['en', "``quoted'' `x'", '“quoted” ‘x’'],
])('%s: %s is nested, opened and closed by what stands beside it', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['חז"ל אמרו: "צה"ל"', 'חז״ל אמרו: ”צה״ל”'],
  ['מנכ"לית ארה"ב', 'מנכ״לית ארה״ב'],
  ['ב"הארץ" כתבו', 'ב”הארץ” כתבו'],
  ['ד"ר כהן אמר "שלום", "ד"ר"', 'ד״ר כהן אמר ”שלום”, ”ד״ר”'],
  ["ג'ורג' וצ'רצ'יל", 'ג׳ורג׳ וצ׳רצ׳יל'],
])('an abbreviation of Hebrew is no quotation: %s', (typed, set) => {
  expect(typographic(typed, 'he')).toBe(set);
});

test('four hundred marks are paired at once', () => {
  expect(typographic(`"a'`.repeat(130), 'en')).toHaveLength(390);
});
