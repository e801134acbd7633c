import { Fault } from '@proofsheet/domain';
import type { Api } from './dependencies.ts';

const NUL = '\0';

/**
 * No operation sees a string that PostgreSQL cannot store as it is: U+0000, which it refuses, and half a surrogate pair,
 * which its driver would replace in silence. Names of fields are looked at like their values. `__proto__` is refused as a
 * name, because copies of an object lose it.
 */
export function refuseUnstorable(api: Api): void {
  api.addHook('preValidation', async (request) => {
    refuseIn(request.query, []);
    refuseIn(request.body, []);
  });
}

/** Bodies are bounded and JSON of that size cannot nest deep enough for the stack; buffers and streams hold no strings. */
function refuseIn(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') refuseString(value, path, 'The text');
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) refuseIn(item, [...path, `${index}`]);
  else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const [name, item] of Object.entries(value)) {
      const inside = [...path, name];
      if (name === '__proto__') refuse(inside, '`__proto__` cannot be used as a name; choose another.');
      refuseString(name, inside, 'The name');
      refuseIn(item, inside);
    }
  }
}

function refuseString(text: string, path: readonly string[], what: string): void {
  if (text.includes(NUL)) refuse(path, `${what} contains the character U+0000, which cannot be stored; remove it.`);
  if (!text.isWellFormed())
    refuse(path, `${what} contains half a surrogate pair, which is no character; send it as valid Unicode.`);
}

function refuse(path: readonly string[], message: string): never {
  throw new Fault('validation_failed', message, { field: path.map(escapePointer).join('/') });
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-3 */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
