/**
 * Scripts whose letters join, or are built up in clusters above, below and around each other. From Unicode 17: a letter
 * of theirs has the Joining_Type D, R or L, or a mark of theirs has the Indic_Syllabic_Category of a vowel, a virama, a
 * stacker, a tone, or a medial or subjoined consonant.
 */
const JOINED_SCRIPTS = `
  Adlam Ahom Arabic Balinese Batak Bengali Bhaiksuki Brahmi Buginese Buhid Chakma Cham Chorasmian Devanagari
  Dives_Akuru Dogra Grantha Gujarati Gunjala_Gondi Gurmukhi Gurung_Khema Hanifi_Rohingya Hanunoo Javanese Kaithi Kannada
  Kawi Kayah_Li Kharoshthi Khmer Khojki Khudawadi Lao Lepcha Limbu Makasar Malayalam Mandaic Manichaean Marchen
  Masaram_Gondi Meetei_Mayek Modi Mongolian Myanmar Nandinagari Newa Nko Old_Uyghur Oriya Phags_Pa Psalter_Pahlavi Rejang
  Saurashtra Sharada Siddham Sinhala Sogdian Soyombo Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa Tai_Tham Tai_Viet
  Takri Tamil Telugu Thai Tibetan Tirhuta Tulu_Tigalari Zanabazar_Square`;

const JOINED = new RegExp(
  `[${JOINED_SCRIPTS.trim()
    .split(/\s+/)
    .map((script) => `\\p{Script=${script}}`)
    .join('')}]`,
  'u',
);

/** Whether letter spacing would tear the text's letters apart. */
export function isJoined(text: string): boolean {
  return JOINED.test(text);
}
