import {
  DEPENDENCIES,
  ERROR_CODES,
  errorAddress,
  type Fault,
  type FieldError,
  OUTAGE_REASONS,
} from '@proofsheet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const problemSchema = z
  .object({
    type: z.string().describe('Where it is explained: an address on this server.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What is wrong, and what to do about it.'),
    code: z.enum(ERROR_CODES).describe('Stable: branch on this.'),
    retryable: z.boolean().describe('Whether the same request may succeed later, unchanged.'),
    field: z.string().optional().describe('The first field that is wrong, as `copy/headline` or `assets/0/assetId`.'),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('A JSON Pointer into the body, the query, the form or the headers.'),
          detail: z.string().describe('What is wrong with it.'),
        }),
      )
      .optional()
      .describe('All fields that are wrong.'),
    dependency: z.enum(DEPENDENCIES).optional().describe('Which part of the system is down.'),
    reason: z.enum(OUTAGE_REASONS).optional().describe('Why it is down; more reasons may follow.'),
    requestId: z.string().describe('As in the `x-request-id` header; the log lines carry it too.'),
  })
  .meta({
    id: 'Problem',
    description: 'An error, as RFC 9457 has it.',
    examples: [
      {
        type: '/errors#validation_failed',
        title: 'The request is not valid',
        status: 422,
        detail: 'copy/headline: may have at most 80 characters; variants: must be at most 8.',
        code: 'validation_failed',
        retryable: false,
        field: 'copy/headline',
        errors: [
          { pointer: '/copy/headline', detail: 'may have at most 80 characters' },
          { pointer: '/variants', detail: 'must be at most 8' },
        ],
        requestId: '0199c0de-7a11-7000-8000-000000000001',
      },
    ],
  });
type Problem = z.infer<typeof problemSchema>;

/** Seconds after which a client may sensibly try again when a dependency is down. */
const RETRY_AFTER_SECONDS = 5;

export function problemOf(fault: Fault, requestId: string): Problem {
  return {
    type: errorAddress(fault.code),
    title: fault.title,
    status: fault.status,
    detail: fault.message,
    code: fault.code,
    retryable: fault.retryable,
    ...(fault.field === undefined ? {} : { field: fault.field }),
    ...(fault.fields.length === 0 ? {} : { errors: fault.fields.map(errorOf) }),
    ...(fault.dependency === undefined ? {} : { dependency: fault.dependency }),
    ...(fault.reason === undefined ? {} : { reason: fault.reason }),
    requestId,
  };
}

function errorOf({ field, message }: FieldError): { pointer: string; detail: string } {
  return { pointer: field === undefined ? '' : `/${field}`, detail: message };
}

/** Answers with the Fault, and keeps it for the request's log line. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply {
  request.fault = fault;
  // What the router refuses by itself, such as a path that cannot be decoded, has passed no hook.
  reply.header('x-request-id', request.id);
  const retryAfter = fault.retryAfterSeconds ?? (fault.status === 503 ? RETRY_AFTER_SECONDS : undefined);
  if (retryAfter !== undefined) reply.header('retry-after', `${retryAfter}`);
  if (fault.status === 408) reply.header('connection', 'close');
  if (fault.status === 401) reply.header('www-authenticate', 'Bearer');
  // As bytes, because Fastify adds a charset to the type of a text, and problem+json has none.
  const body = Buffer.from(JSON.stringify(problemOf(fault, request.id)));
  return reply.code(fault.status).type('application/problem+json').send(body);
}

const MEANINGS = {
  400: 'The request cannot be read.',
  401: 'The key is missing, wrong or revoked.',
  403: 'The signature does not fit, or the key may not do this.',
  404: 'There is no such thing, or it is not yours.',
  408: 'The body did not come, or too slowly.',
  409: 'It contradicts what is there already; `code` says how.',
  410: 'It was there, and is over.',
  413: 'Larger than the named limit.',
  415: 'Of a type that is not taken.',
  422: 'Something is not valid; `errors` names every field.',
  429: 'Too many requests, or too many unfinished generations; `retry-after` says when to go on.',
  500: 'Something went wrong on our side.',
  502: 'A server that you named cannot be reached.',
  503: 'A part of the system is down; `dependency` names it.',
  504: 'A server that you named took too long.',
} as const;

/** The error answers of an operation, for its schema. */
export function problems<Status extends keyof typeof MEANINGS>(...statuses: readonly Status[]) {
  const answer = (status: Status) => ({
    description: MEANINGS[status],
    content: { 'application/problem+json': { schema: problemSchema } },
  });
  return Object.fromEntries(statuses.map((status) => [status, answer(status)])) as {
    [S in Status]: ReturnType<typeof answer>;
  };
}

/** The problems that every operation behind a key may answer with. */
export const PROBLEMS = [400, 401, 429, 500, 503] as const;

/** Those of operations whose requests have a body, or may have one. */
export const BODY_PROBLEMS = [408, 413, 415, 422] as const;
