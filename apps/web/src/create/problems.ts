import { ApiError } from '@proofsheet/client';

/** What is wrong with a field, by its JSON Pointer; of several pointers the first that has something. */
export type Wrong = (...pointers: readonly string[]) => string | undefined;

/** What is wrong, by JSON Pointer into the request. */
export function problemsOf(error: unknown): ReadonlyMap<string, string> {
  if (!(error instanceof ApiError)) return new Map();
  return new Map(error.fields.map(({ pointer, detail }) => [pointer, sentence(detail)]));
}

/** What is wrong with anything below one of these pointers. */
export function hasBelow(problems: ReadonlyMap<string, string>, ...roots: readonly string[]): boolean {
  return [...problems.keys()].some((pointer) =>
    roots.some((root) => pointer === root || pointer.startsWith(`${root}/`)),
  );
}

/** Details go on after the name of a field: `may have at most 80 characters`. */
function sentence(detail: string): string {
  const text = detail.charAt(0).toUpperCase() + detail.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

const NAMES: Readonly<Record<string, string>> = {
  headline: 'The headline',
  subline: 'The subline',
  button: 'The button',
  price: 'The price',
  oldPrice: 'The old price',
  badge: 'The badge',
  coupon: 'The coupon',
  rating: 'The rating',
  legal: 'The legal line',
  qr: 'The QR code',
  brand: 'The brand',
  points: 'A point',
  labels: 'A label',
  author: 'Who says it',
  locale: 'The language',
  formats: 'The formats',
  assets: 'The images',
  template: 'The composition',
  seed: 'The seed',
  variants: 'The number of proofs',
};

/** The problems of an order that is refused for its fields, in the words of the form; undefined for any other error. */
export function fieldsInWords(error: unknown): readonly string[] | undefined {
  if (!(error instanceof ApiError) || error.code !== 'validation_failed' || error.fields.length === 0) return undefined;
  return error.fields.map(({ pointer, detail }) => {
    const [, first = '', second = ''] = pointer.split('/');
    const name = NAMES[first === 'copy' ? second : first];
    return name ? `${name} ${detail}.` : sentence(detail);
  });
}
