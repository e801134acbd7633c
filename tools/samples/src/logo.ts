/**
 * The logo of Orvane, an invented maker of headphones: drawn with one pen, letters included, so that no font is
 * needed. The mark is an O that is also a pair of headphones. Its colour reads on white and on black.
 */
const PEN = 17;

/** Letters on a cap height of 100: path and width. */
const LETTERS = [
  { path: 'M50 0A50 50 0 1 1 49.9 0Z', width: 100 },
  { path: 'M0 120V0H34A29 29 0 0 1 34 58H0M30 58L72 120', width: 66 },
  { path: 'M-7 -30L46 86.7L99 -30', width: 92 },
  { path: 'M-7 130L46 13.3L99 130', width: 92 },
  { path: 'M0 130V-3L76 103V-30', width: 76 },
  { path: 'M58 0H0V100H58M0 50H50', width: 58 },
] as const;
/** Strokes run on past the letters: this cuts them level at cap height and base line. */
const LEVEL = `<clipPath id="level"><rect x="-60" y="-8.5" width="1200" height="117" /></clipPath>`;
const SPACING = 46;

const MARK = `
  <path d="M-62 62A92 92 0 1 1 62 62" transform="translate(0 -6)" stroke-width="${PEN}" />
  <path d="M-68 18V66M68 18V66" stroke-width="44" stroke-linecap="round" />`;

/** The wordmark's letters in one row, and where the next one would stand. */
function wordmark(): { readonly paths: string; readonly end: number } {
  let x = 0;
  const word = LETTERS.map(({ path, width }) => {
    const letter = `<path d="${path}" transform="translate(${x} 0)" />`;
    x += width + SPACING;
    return letter;
  });
  return { paths: word.join(''), end: x - SPACING };
}

/** The wordmark alone, its cap height 100. */
export function letters(ink: string): string {
  const style = `fill="none" stroke="${ink}" stroke-width="${PEN}" stroke-miterlimit="8"`;
  return `${LEVEL}<g ${style} clip-path="url(#level)">${wordmark().paths}</g>`;
}

export function logo(ink: string): string {
  const { paths, end } = wordmark();
  const [width, height] = [end + 420, 300];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" viewBox="0 0 ${width} ${height}">${LEVEL}
    <g fill="none" stroke="${ink}" stroke-width="${PEN}" stroke-miterlimit="8">
      <g transform="translate(150 160)">${MARK}</g>
      <g transform="translate(340 100)" clip-path="url(#level)">${paths}</g>
    </g>
  </svg>`;
}
