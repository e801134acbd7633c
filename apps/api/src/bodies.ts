import { isUtf8 } from 'node:buffer';
import { Fault } from '@proofsheet/domain';
import type { Api } from './dependencies.ts';
import { hasBody } from './senders.ts';

/**
 * Bodies are JSON; upload forms have a parser of their own. A request without a body may name any type and encoding,
 * as many clients do. Parsed names are left as they are, so that validation can name the field; schemas refuse those that they do not
 * know.
 */
export function parseBodies(api: Api): void {
  api.removeAllContentTypeParsers();
  const parseJson = api.getDefaultJsonParser('ignore', 'ignore');
  api.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (bytes.length === 0) done(null, undefined);
    else parseJson(request, textOf(bytes), done);
  });
  // Read part by part by the operations that take one.
  api.addContentTypeParser('multipart/form-data', (_request, _payload, done) => done(null));
  api.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, bytes: Buffer, done) => {
    if (bytes.length === 0) done(null, undefined);
    else done(new Fault('unsupported_media_type', TAKEN_TYPES));
  });
  api.addHook('onRequest', async ({ raw, headers }, reply) => {
    if (!hasBody(raw)) {
      delete headers['content-type'];
    } else if (!/^(identity)?$/i.test(headers['content-encoding'] ?? '')) {
      reply.header('accept-encoding', 'identity');
      throw new Fault('unsupported_media_type', 'Bodies are taken without a Content-Encoding only.');
    }
  });
  api.addHook('preValidation', async ({ routeOptions, body, headers }) => {
    if (!routeOptions.schema?.body || body !== undefined) return;
    if (headers['content-type']?.startsWith('multipart/'))
      throw new Fault('unsupported_media_type', 'The body is a form; JSON is taken here.');
    throw new Fault('malformed_request', 'The body is empty; JSON is expected.');
  });
}

/** Of all operations: which one takes which, the reference says. */
export const TAKEN_TYPES = 'Bodies are sent as `application/json`, images and fonts as `multipart/form-data`.';

/** What is not UTF-8 becomes half a surrogate pair, which is refused with its field, instead of U+FFFD, which is kept. */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString() : bytes.toString().replaceAll('\ufffd', '\ud800');
}
