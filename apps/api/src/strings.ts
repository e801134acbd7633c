import type { FieldError } from '@proofsheet/domain';

/** Which part of a request a value is, as the names that lead to it. */
type Path = readonly PropertyKey[];

/** More are not worth finding. */
const MOST_FOUND = 100;
/** Beyond any field that a schema knows, the path only has to end somewhere. */
const DEEPEST = 20;

/**
 * The strings that PostgreSQL cannot store as they are: with U+0000, which it refuses, or half a surrogate pair, which
 * its driver would replace in silence. Names of fields are looked at like their values. `__proto__` is no name, because
 * copies of an object lose it.
 *
 * Without recursion: a body of brackets alone nests deeper than the stack. Buffers and streams hold no strings.
 */
export function unstorable(content: unknown): FieldError[] {
  const found: FieldError[] = [];
  const left: { readonly value: unknown; readonly path: Path }[] = [{ value: content, path: [] }];
  for (let next = left.pop(); next && found.length < MOST_FOUND; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') found.push(...faultsOf(value, path, 'contains'));
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    for (const [name, item] of Object.entries(value).reverse()) {
      const inside = path.length < DEEPEST ? [...path, name] : path;
      if (name === '__proto__') found.push({ field: pointerTo(inside), message: 'cannot be used as a name' });
      found.push(...faultsOf(name, inside, 'has a name that contains'));
      left.push({ value: item, path: inside });
    }
  }
  return found;
}

function faultsOf(text: string, path: Path, what: string): FieldError[] {
  const fault = (message: string) => [{ field: pointerTo(path), message: `${what} ${message}` }];
  if (text.includes('\0')) return fault('the character U+0000, which cannot be stored');
  if (!text.isWellFormed()) return fault('half a surrogate pair or bytes that are not UTF-8');
  return [];
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3, without its first slash. */
export function pointerTo(path: Path): string {
  return path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
}
