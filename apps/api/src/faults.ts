import { asDatabaseFault, isReferenceGone } from '@proofsheet/database';
import { type ErrorCode, Fault } from '@proofsheet/domain';
import type { FastifyError } from 'fastify';
import { TAKEN_TYPES } from './bodies.ts';
import { asScratchFault } from './uploads/scratch-faults.ts';

/** What Fastify and Node throw, by their codes. */
const BY_CODE: Record<string, readonly [ErrorCode, string]> = {
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed_request', 'The body is not valid JSON.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed_request', 'The body is empty; JSON is expected.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed_request', 'The body is not as long as Content-Length says.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported_media_type', TAKEN_TYPES],
  FST_ERR_BAD_URL: ['malformed_request', 'The address cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not_found', 'There is nothing at this address.'],
  HPE_HEADER_OVERFLOW: ['malformed_request', 'The headers are too large.'],
};

/** Rows that a request refers to go with their user alone, and a request looks them up before it refers to them. */
const USER_GONE = 'The user of this key was deleted while the request was under way.';

/** Maps every thrown value to a Fault. Only the messages of Faults ever leave the process. */
export function faultOf(thrown: unknown, bodyLimit: number): Fault {
  if (thrown instanceof Fault) return thrown;
  const outage = asDatabaseFault(thrown) ?? asScratchFault(thrown);
  if (outage) return outage;
  if (isReferenceGone(thrown)) return new Fault('unauthorized', USER_GONE, { cause: thrown });
  const { code, statusCode } = thrown instanceof Error ? (thrown as Partial<FastifyError>) : {};
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Fault('request_too_large', `The body may have at most ${bodyLimit} bytes.`, { cause: thrown });
  }
  const known = code === undefined ? undefined : BY_CODE[code];
  if (known) return new Fault(known[0], known[1], { cause: thrown });
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new Fault('malformed_request', 'The request cannot be read.', { cause: thrown });
  }
  return Fault.from(thrown);
}
