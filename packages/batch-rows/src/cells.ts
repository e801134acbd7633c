/** What holds words: `2026` is a headline, not a number. */
const WORDS: ReadonlySet<string> = new Set(['copy', 'brand', 'metadata']);
/** The numbers among the words. */
const NUMBERS: ReadonlySet<string> = new Set(['copy.rating.value', 'copy.rating.of', 'copy.rating.count']);
/** What one cell may hold whole, as JSON. */
const WHOLE: ReadonlySet<string> = new Set([
  'assets',
  'brand',
  'copy',
  'copy.coupon',
  'copy.labels',
  'copy.points',
  'copy.rating',
  'formats',
  'like',
  'metadata',
]);

/** A cell holds text; where a field is no text, what is written there means what it means in JSON. */
export function cellValue(path: readonly string[], cell: string): unknown {
  const isJson = WHOLE.has(path.join('.')) ? /^[[{]/.test(cell) : isOtherThanText(path, cell);
  if (!isJson) return cell;
  // Spreadsheets write truth values in capitals.
  if (/^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

function isOtherThanText(path: readonly string[], cell: string): boolean {
  const [root = ''] = path;
  if (NUMBERS.has(path.join('.'))) return /^\d+(\.\d+)?$/.test(cell);
  return !WORDS.has(root) && /^(-?\d+(\.\d+)?|true|false)$/i.test(cell);
}

type Container = { [name: string]: unknown };

/**
 * Puts a value where the path leads. A number after a name makes a list: `assets.0` and `assets.2` become two entries
 * when the row leaves `assets.1` empty, by `withoutHoles`. No name reaches a prototype.
 */
export function place(root: Container, path: readonly string[], value: unknown): void {
  let at = root;
  for (const [index, name] of path.entries()) {
    const next = path[index + 1];
    if (next === undefined) define(at, name, value);
    else if (!isContainer(own(at, name))) define(at, name, isIndex(next) && !WORDS.has(name) ? [] : {});
    at = own(at, name) as Container;
  }
}

function define(at: Container, name: string, value: unknown): void {
  Object.defineProperty(at, name, { value, enumerable: true, writable: true, configurable: true });
}

function own(at: Container, name: string): unknown {
  return Object.hasOwn(at, name) ? at[name] : undefined;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

/** Closes the gaps of the lists that `place` has filled. */
export function withoutHoles(value: unknown): unknown {
  // `filter` passes over what is not there.
  if (Array.isArray(value)) return value.filter(() => true).map(withoutHoles);
  if (!isContainer(value)) return value;
  const whole = {};
  for (const [name, inner] of Object.entries(value)) define(whole, name, withoutHoles(inner));
  return whole;
}

/** Beyond any list that a generation takes, a number is a name like others. */
function isIndex(name: string): boolean {
  return /^\d{1,3}$/.test(name);
}
