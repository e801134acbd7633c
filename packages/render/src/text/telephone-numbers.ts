/**
 * Telephone numbers as people write them: with the sign of a country, an area code in brackets or that begins with a zero,
 * and at least seven digits in all. A long number in groups of three is none.
 */
export const TELEPHONE_NUMBER = String.raw`(?<![\p{L}\p{N}.,/-])(?!\+\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?![\u00a0\u202f ]?\d))(?:\+\d|\(\+?\d|0\d)(?:[\u00a0\u202f .()/–-]{0,2}\d){5,14}(?![\p{L}\p{N}%€$£]|[.,/:]\d)`;

export const TELEPHONE_NUMBERS = new RegExp(TELEPHONE_NUMBER, 'gu');
