import { expect, test } from 'vitest';
import { typographic, upperCase } from './typography.ts';

/** `_` is a space that does not break, `~` a narrow one. */
function visible(text: string): string {
  return text.replaceAll('\u00a0', '_').replaceAll('\u202f', '~');
}

test.each([
  ['de', '"ja"', '„ja“'],
  ['de-CH', '"ja"', '„ja“'],
  ['fr', '"oui"', '«~oui~»'],
  ['fr-CA', '"oui"', '«~oui~»'],
  ['es', '¡"Hola" amigos!', '¡“Hola” amigos!'],
  ['es', '¿"Qué"?', '¿“Qué”?'],
  ['it', '"sì"', '«sì»'],
  ['pl', '"tak"', '„tak”'],
  ['nl', '"ja"', '‘ja’'],
  ['sv', '"ja"', '”ja”'],
  ['da', '"ja"', '“ja”'],
  ['ru', '"да"', '«да»'],
  ['ja', '最強の"時短"レシピ', '最強の「時短」レシピ'],
  ['zh', '史上"最强"手机', '史上“最强”手机'],
  ['zh-Hant', '"是"', '「是」'],
  ['zh-TW', '"是"', '「是」'],
  ['ko', '"네"', '“네”'],
  ['he', '"כן"', '”כן”'],
  ['ar', '"نعم"', '”نعم“'],
  ['en-GB', '"yes"', '“yes”'],
  ['en-US', '"yes"', '“yes”'],
  ['pt-AO', '"sim"', '«sim»'],
])('%s: %s has the marks of its locale', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['fr', 'Écran 27" en promo', 'Écran 27″ en promo'],
  ['en', '"Top 10" and "Best 5"', '“Top 10” and “Best 5”'],
  ['en', '"My 27" screen rocks"', '“My 27″ screen rocks”'],
  ['en', `6'2" tall, 5"x7"`, '6′2″ tall, 5″x7″'],
  ['en', '🔥"Hot"🔥 **"Bold"** "**x**"', '🔥“Hot”🔥 **“Bold”** “**x**”'],
  ['en', '("yes"/"no") "Wait—" he said—"yes"', '(“yes”/“no”) “Wait—” he said—“yes”'],
  ['en', `"He said 'no'"`, '“He said ‘no’”'],
  ['de', '„Hallo" Welt', '„Hallo“ Welt'],
  ['fr', 'Il dit " oui " !', 'Il dit «~oui~»~!'],
  ['fr', '«Bonjour» à tous', '«Bonjour» à tous'],
  ['he', 'צה"ל של "הארץ" ג\'ירפה', 'צה״ל של ”הארץ” ג׳ירפה'],
])('%s: %s opens and closes by what stands beside it, and is a prime after a number', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['en', "Class of '26: Rock 'n' Roll", 'Class of ’26: Rock ’n’ Roll'],
  ['de', "Die '80er sind zurück", 'Die ’80er sind zurück'],
  ['en', "'Tis 'til the '90s, o'clock", '’Tis ’til the ’90s, o’clock'],
  ['en', "the students' house", 'the students’ house'],
  ['en', "'the students' house'", '‘the students’ house’'],
  ['en', "'10 ways to win'", '‘10 ways to win’'],
  ['nl', "'s Morgens om 't huis", '’s Morgens om ’t huis'],
  ['fr', `l'été d'"amour"`, 'l’été d’«~amour~»'],
  ['de-CH', "1'299.– für Hans' Auto", '1’299.– für Hans’ Auto'],
  ['en', 'don`t it´s', 'don’t it’s'],
])('%s: in %s the apostrophes are told from quotation marks', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['en', 'fast--cheap 2019--2024 a -- b c---d', 'fast—cheap 2019–2024 a – b c—d'],
  ['de', 'schnell -- billig', 'schnell – billig'],
  ['ru', 'да -- нет', 'да — нет'],
  ['en', 'npm --save --> 24-7 COVID-19', 'npm --save --> 24-7 COVID-19'],
])('%s: %s has dashes where words or a range are joined', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['de', 'nur 9,99 € im Monat, **9,99** €', 'nur 9,99_€ im Monat, **9,99**_€'],
  ['de', '-20 °C, 12 Mio. € 30 kg 100 % 5 km/h', '−20_°C, 12_Mio._€ 30_kg 100_% 5_km/h'],
  ['ar', '1,299.00 ر.س. فقط', '1,299.00_ر.س. فقط'],
  ['fr', '10 000 abonnés', '10~000 abonnés'],
  ['fr', '10\u2009000 abonnés', '10~000 abonnés'],
  ['en', 'Call +972 3 123 4567 or (03) 123-4567', 'Call +972 3 123 4567 or (03) 123-4567'],
  ['fr', '+10 000 abonnés', '+10~000 abonnés'],
  ['en', '€ 5/mo, $ 5, CHF 49.–', '€_5/mo, $_5, CHF_49.–'],
  ['en', 'No. 5 § 5 p. 12 10 a.m.', 'No._5 §_5 p._12 10_a.m.'],
  ['en', '3 × 4 m by J. R. R. Tolkien', '3_×_4_m by J._R._R. Tolkien'],
  ['ru', '5 кВт за 10 000 руб.', '5_кВт за 10~000_руб.'],
  ['ja', '1,000 円', '1,000_円'],
  ['en', '5 in a row, TOP 10, 5 mistakes', '5 in a row, TOP 10, 5 mistakes'],
])('%s: no amount parts in %s', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test.each([
  ['5 µm filter', '5 µm FILTER'],
  ['10 kWh and 3 mg', '10 kWh AND 3 mg'],
  ['5 GHz, 20 MP, 3 dB, 5km/h', '5 GHz, 20 MP, 3 dB, 5km/h'],
  ['30 days, 5 in a row', '30 DAYS, 5 IN A ROW'],
  ['Oﬃce ﬁlms', 'OFFICE FILMS'],
])('in capitals %s keeps the letters of its units', (typed, set) => {
  expect(upperCase(typed, 'en')).toBe(set);
});

test.each([
  ['hy', 'Երևան և', 'ԵՐԵՎԱՆ ԵՎ'],
  ['hyw', 'և', 'ԵՒ'],
  ['tr', 'iyi ısı', 'İYİ ISI'],
  ['az', 'iki', 'İKİ'],
  ['crh', 'iyi', 'İYİ'],
  ['tt-Latn', 'ikı', 'İKI'],
  ['tt', 'тик', 'ТИК'],
  ['lt', 'i\u0307\u0300 į\u0307\u0301', 'I\u0300 Į\u0301'],
  ['el', 'προϊόν μάιος ΐ ή', 'ΠΡΟΪΟΝ ΜΑΪΟΣ Ϊ Ή'],
  ['de', 'straße ẞ', 'STRASSE ẞ'],
  ['nl', 'ijsje', 'IJSJE'],
  ['ka', 'ქართული', 'ᲥᲐᲠᲗᲣᲚᲘ'],
  ['ga', 'ár nAthair, na hÉireann, i bhFraisc', 'ÁR nATHAIR, NA hÉIREANN, I bhFRAISC'],
])('%s: the capitals of %s are %s', (locale, typed, set) => {
  expect(upperCase(typed, locale)).toBe(set);
});

test.each([
  ['th', 'ต่าง ๆ นานา', 'ต่าง_ๆ นานา'],
  ['lo', 'ສີສົ້ມ ໆ', 'ສີສົ້ມ_ໆ'],
  ['en', 'Wow ! Really ?! ( yes )', 'Wow_! Really_?! (_yes_)'],
  ['de', '« Ja » : nein', '«_Ja_»_: nein'],
  ['en', 'a .NET :-) smile', 'a .NET :-) smile'],
])('%s: in %s no line begins with a mark that ends what is before it', (locale, typed, set) => {
  expect(visible(typographic(typed, locale))).toBe(set);
});

test('spaces, hyphens and joiners that do not break survive, and format characters that are drawn', () => {
  expect(typographic('a\u00a0b\u202fc\u2007d\u2011e\u2060f', 'en')).toBe('a\u00a0b\u202fc\u2007d\u2011e\u2060f');
  expect(typographic('\u06dd\u0600', 'ar')).toBe('\u06dd\u0600');
});

test.each(['tlh', 'zxx', 'mul', 'qaa', 'art-x-klingon', 'en-x-twain'])(
  'a locale that the CLDR does not know is set as any other: %s',
  (locale) => {
    expect(typographic('12 kg "a" -- b', locale)).toBe('12\u00a0kg “a” – b');
  },
);

test.each([
  ['cs', 'za 5 s mámou', 'ZA 5 S MÁMOU'],
  ['sr', '5 с мамом', '5 С МАМОМ'],
  ['cs', 'za 5s', 'ZA 5s'],
  ['de', 'in 5 s am Ziel', 'IN 5 s AM ZIEL'],
])('in capitals in %s, a word that is spelled like a unit is a word: %s', (locale, typed, capitals) => {
  expect(upperCase(typed, locale)).toBe(capitals);
});
