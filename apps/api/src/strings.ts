import { Fault } from '@proofsheet/domain';
import type { Api } from './dependencies.ts';

/** Which part of a request a value is, as the names that lead to it. */
type Path = readonly string[];

/**
 * No operation sees a string that PostgreSQL cannot store as it is: U+0000, which it refuses, and half a surrogate pair,
 * which its driver would replace in silence. Names of fields are looked at like their values. `__proto__` is refused as a
 * name, because copies of an object lose it.
 */
export function refuseUnstorable(api: Api): void {
  api.addHook('preValidation', async (request) => {
    refuseIn(request.query);
    refuseIn(request.body);
  });
}

/** Without recursion: a body of brackets alone nests deeper than the stack. Buffers and streams hold no strings. */
function refuseIn(content: unknown): void {
  const left: { readonly value: unknown; readonly path: Path }[] = [{ value: content, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') refuseString(value, path, 'The text');
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    for (const [name, item] of Object.entries(value)) {
      // Beyond any field that a schema knows, the path only has to end somewhere.
      const inside = path.length < DEEPEST ? [...path, name] : path;
      if (name === '__proto__') refuse(inside, '`__proto__` cannot be used as a name; choose another.');
      refuseString(name, inside, 'The name');
      left.push({ value: item, path: inside });
    }
  }
}

const DEEPEST = 20;

function refuseString(text: string, path: Path, what: string): void {
  if (text.includes('\0')) refuse(path, `${what} contains the character U+0000, which cannot be stored; remove it.`);
  if (!text.isWellFormed())
    refuse(path, `${what} contains half a surrogate pair, which is no character; send it as valid Unicode.`);
}

function refuse(path: Path, message: string): never {
  throw new Fault('validation_failed', message, { field: path.map(escapePointer).join('/') });
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
