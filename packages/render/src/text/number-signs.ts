/** Format characters that are drawn, for a character class: signs before and around Arabic and Syriac numbers, and Kaithi's. */
export const NUMBER_SIGNS = '\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}';
