import type { IncomingMessage } from 'node:http';
import { Fault } from '@proofsheet/domain';

/** Node keeps the first of several and drops the others in silence; a proxy in front may have gone by another one. */
const GIVEN_ONCE = ['host', 'authorization', 'content-type'];

/** https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2, and a port. A client without a name for its server sends nothing. */
const HOST = /^(\[[\da-f:.]+\]|[\w\-.~!$&'()*+,;=%]*)(:\d{0,5})?$/i;

/**
 * Refuses what Node's parser lets pass, though it may be read in two ways: RFC 9112, sections 2.3, 3.2 and 6.1. Asked of
 * each request before anything else is.
 */
export async function requireWellFormed({ raw }: { readonly raw: IncomingMessage }): Promise<void> {
  const { httpVersion, headers } = raw;
  if (httpVersion !== '1.1' && httpVersion !== '1.0') throw malformed('HTTP/1.1 and HTTP/1.0 are spoken here.');
  const twice = GIVEN_ONCE.find((name) => timesGiven(raw, name) > 1);
  if (twice) throw malformed(`The header \`${twice}\` is given more than once.`);
  if (httpVersion === '1.1' && headers.host === undefined) throw malformed('A request names its Host.');
  if (!HOST.test(headers.host ?? '')) throw malformed('The Host header is no name or address with a port.');
  if (!/^(chunked)?$/i.test(headers['transfer-encoding'] ?? ''))
    throw malformed('The only Transfer-Encoding that is taken is `chunked`.');
}

function timesGiven({ rawHeaders }: IncomingMessage, name: string): number {
  return rawHeaders.filter((text, index) => index % 2 === 0 && text.toLowerCase() === name).length;
}

function malformed(message: string): Fault {
  return new Fault('malformed_request', message);
}
