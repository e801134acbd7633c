import { Fault, IMAGE_TYPES, type ImageType } from '@proofsheet/domain';
import { IMAGE_PARAMETERS } from './parameters.ts';

/** A signed address, taken apart and not believed yet. */
export interface ImageAddress {
  readonly template: string;
  readonly type: ImageType;
  /** All parameters but the signature, each once. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly signature: string;
}

/** Longer ones are cut off by mail clients and proxies. */
const LONGEST = 4096;

const FILE = new RegExp(`^([a-z0-9][a-z0-9-]{0,63})\\.(${Object.keys(IMAGE_TYPES).join('|')})$`);
/** What would break a line of the canonical text. */
const CONTROL = /\p{Cc}/u;

/**
 * Reads the query itself: whatever reads it for us may drop the second of two equal parameters, or mend what cannot be
 * decoded, and then something else is signed than is shown. `file` is the last part of the path, decoded.
 */
export function readAddress(file: string, url: string): ImageAddress {
  if (url.length > LONGEST) throw new Fault('request_too_large', `The address may have at most ${LONGEST} characters.`);
  const [, template, type] = FILE.exec(file) ?? [];
  if (template === undefined || type === undefined)
    throw new Fault('not_found', 'An image address is /i/<template>.jpg, .png or .webp; the template may be `auto`.');
  const parameters = new Map<string, string>();
  const start = url.indexOf('?');
  for (const pair of start < 0 ? [] : url.slice(start + 1).split('&')) {
    if (pair === '') continue;
    const [name, value] = pairOf(pair);
    if (!IMAGE_PARAMETERS.has(name)) throw refused(name, 'is not known here, and nothing may be added to the address');
    if (parameters.has(name)) throw refused(name, 'is given twice');
    if (CONTROL.test(value)) throw refused(name, 'must not contain control characters');
    parameters.set(name, value);
  }
  const signature = parameters.get('sig') ?? '';
  parameters.delete('sig');
  return { template, type: type as ImageType, parameters, signature };
}

/** `amp;` begins a name where somebody has copied the address out of HTML without decoding it. No name begins so. */
function pairOf(pair: string): [name: string, value: string] {
  const equals = pair.indexOf('=');
  const name = equals < 0 ? pair : pair.slice(0, equals);
  return [decoded(name).replace(/^amp;/, ''), decoded(equals < 0 ? '' : pair.slice(equals + 1))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (cause) {
    throw new Fault('malformed_request', 'The address holds an escape that cannot be decoded as UTF-8.', { cause });
  }
}

function refused(name: string, message: string): Fault {
  const field = [...name]
    .slice(0, 80)
    .join('')
    .replaceAll(/\p{Cc}/gu, '\ufffd');
  return new Fault('validation_failed', `${field}: ${message}.`, { fields: [{ field, message }] });
}
