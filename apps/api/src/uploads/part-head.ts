import { Fault } from '@proofsheet/domain';

/** What the headers of a part say. */
export interface Disposition {
  readonly name: string;
  /** Undefined: the part names no file. */
  readonly fileName: string | undefined;
  /** Whether it is a file: it has a name as one, or says that it is bytes. */
  readonly isFile: boolean;
}

/** A part that is sent as anything else is no image, and no text of ours. */
const PLAIN_ENCODINGS = ['', '7bit', '8bit', 'binary'];

/**
 * Reads the headers of the part with this index. What is ambiguous or cannot be read is a Fault that says which part it
 * is, because its name is not known.
 */
export function parsePartHead(head: Buffer, index: number, delimiter: Buffer): Disposition {
  const refuse = (what: string): never => {
    throw new Fault('malformed_request', `Part ${index + 1} of the form ${what}.`);
  };
  if (head.includes(delimiter)) refuse('has headers without an end');
  const [padding = '', ...lines] = head.toString('utf8').split('\r\n');
  if (padding.trim() !== '') refuse('begins with a boundary that is not the one of Content-Type');
  const headers = new Map<string, string>();
  for (const line of unfolded(lines)) {
    const [, name = '', value = ''] = /^([^\s:]+):[ \t]*(.*)$/s.exec(line) ?? refuse('has a header that is none');
    if (/[\r\n]/.test(value)) refuse(`has a line break within its header ${name}`);
    if (headers.has(name.toLowerCase())) refuse(`has the header ${name} twice`);
    headers.set(name.toLowerCase(), value.trim());
  }
  const given = headers.get('content-disposition') ?? refuse('has no Content-Disposition');
  const { value, parameters } = parseParameters(given) ?? refuse('has a Content-Disposition that cannot be read');
  if (value.toLowerCase() !== 'form-data') refuse('has a Content-Disposition that is not `form-data`');
  const encoding = headers.get('content-transfer-encoding') ?? '';
  if (!PLAIN_ENCODINGS.includes(encoding.toLowerCase()))
    refuse(`is encoded as ${encoding}: send its bytes as they are`);
  const named = (parameter: string) => {
    const extended = parameters.get(`${parameter}*`);
    if (extended === undefined) return parameters.get(parameter);
    return decodeExtended(extended) ?? refuse(`has a ${parameter} that cannot be decoded`);
  };
  const fileName = named('filename');
  const type = parseParameters(headers.get('content-type') ?? '')?.value.toLowerCase();
  const isFile = fileName !== undefined || type === 'application/octet-stream';
  return { name: named('name') ?? refuse('has no name'), fileName, isFile };
}

/** A line that begins with white space continues the one before it. */
function unfolded(lines: readonly string[]): string[] {
  const whole: string[] = [];
  for (const line of lines.filter((line) => line !== ''))
    if (/^[ \t]/.test(line) && whole.length > 0) whole.push(`${whole.pop()}${line}`);
    else whole.push(line);
  return whole;
}

/**
 * `value; name=token; name="quoted"`. Only `\"` and `\\` are escapes: browsers of old send folders of Windows as they
 * are. Undefined where it is not written like this, and where a parameter comes twice.
 */
export function parseParameters(
  text: string,
): { readonly value: string; readonly parameters: ReadonlyMap<string, string> } | undefined {
  const [value = ''] = text.split(';', 1);
  const parameters = new Map<string, string>();
  const parameter = /;\s*(?:([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"\s]*)))?\s*/suy;
  parameter.lastIndex = value.length;
  while (parameter.lastIndex < text.length) {
    const match = parameter.exec(text);
    if (match === null) return undefined;
    const [, name, quoted, token] = match;
    if (name === undefined) continue;
    if (parameters.has(name.toLowerCase())) return undefined;
    parameters.set(name.toLowerCase(), quoted?.replaceAll(/\\(["\\])/g, '$1') ?? token ?? '');
  }
  return { value: value.trim(), parameters };
}

/** `UTF-8''gr%C3%B6%C3%9Fe`, as RFC 5987 has it; undefined where it is not. */
export function decodeExtended(text: string): string | undefined {
  const [, charset = '', encoded = ''] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? [];
  if (!/^(utf-8|iso-8859-1)$/i.test(charset)) return undefined;
  try {
    return charset.toLowerCase() === 'utf-8' ? decodeURIComponent(encoded) : decodeLatin1(encoded);
  } catch {
    return undefined;
  }
}

function decodeLatin1(encoded: string): string {
  if (/%(?![0-9a-f]{2})/i.test(encoded)) throw new URIError('a percent sign without two digits');
  return encoded.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
