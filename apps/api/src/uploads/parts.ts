import { Fault } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { isForm } from '../senders.ts';
import { pointerTo } from '../strings.ts';
import { collect, type FormLimits, type FormPart, readMultipart } from './multipart.ts';
import { parseParameters } from './part-head.ts';

export type Part = FilePart | FieldPart;

export interface FieldPart {
  readonly type: 'field';
  readonly name: string;
  readonly value: string;
}

export interface FilePart {
  readonly type: 'file';
  readonly name: string;
  readonly fileName: string | undefined;
  readonly chunks: AsyncGenerator<Buffer, void>;
}

/**
 * The parts of a form until its client is gone: then, and when the body comes too slowly, it ends with that reason. A
 * request without a body has none.
 */
export async function* partsOf(request: FastifyRequest, limits: FormLimits): AsyncGenerator<Part, void> {
  if (!isForm(request)) {
    if (request.headers['content-type'] === undefined) return;
    throw new Fault('unsupported_media_type', 'Uploads are sent as multipart/form-data.');
  }
  const boundary = parseParameters(request.headers['content-type'] ?? '')?.parameters.get('boundary');
  if (!boundary || boundary.length > LONGEST_BOUNDARY)
    throw new Fault('malformed_request', 'The Content-Type of the form names no boundary that can be used.');
  let [files, fields] = [0, 0];
  for await (const part of readMultipart(chunksOf(request), boundary)) {
    if (part.isFile) files += 1;
    else fields += 1;
    if (files > limits.files) throw tooMany(`One request takes at most ${limits.files} files.`, part);
    if (fields > limits.fields) throw tooMany('The form has too many fields.', part);
    yield part.isFile ? { type: 'file', ...part } : await fieldOf(part, limits);
  }
}

/** RFC 2046 has 70. */
const LONGEST_BOUNDARY = 200;

async function fieldOf({ name, chunks }: FormPart, { fieldSize }: FormLimits): Promise<FieldPart> {
  const value = await collect(chunks, fieldSize);
  // What is longer is no valid value of any field, and is refused as what it is.
  return { type: 'field', name, value: value?.toString('utf8') ?? 'too long' };
}

function tooMany(message: string, { name }: FormPart): Fault {
  return new Fault('upload_too_many_files', message, { field: pointerTo([name]) });
}

/**
 * The body as it comes. It does not destroy the request when it is left early: the client, which may still send, is to
 * read its answer.
 */
async function* chunksOf({ raw, gone }: FastifyRequest): AsyncGenerator<Buffer, void> {
  let wake = () => {};
  const woken = () => wake();
  const events = ['readable', 'end', 'close', 'error'] as const;
  for (const event of events) raw.on(event, woken);
  gone.addEventListener('abort', woken);
  try {
    for (;;) {
      const { promise: changed, resolve } = Promise.withResolvers<void>();
      wake = resolve;
      gone.throwIfAborted();
      const chunk: Buffer | null = raw.read();
      if (chunk !== null) yield chunk;
      else if (raw.readableEnded) return;
      else if (raw.destroyed) throw new Fault('malformed_request', 'The request broke off.');
      else await changed;
    }
  } finally {
    for (const event of events) raw.off(event, woken);
    gone.removeEventListener('abort', woken);
  }
}

const LONGEST_NAME = 255;

/**
 * The name without folders; a part of bytes may have none. For display only: no file or object is named by it. What
 * cannot be kept as it is, is refused.
 */
export function plainName(name: string | undefined, field: string): string {
  const base = name?.split(/[\\/]/).at(-1) ?? '';
  const refuse = (message: string) => new Fault('validation_failed', message, { field });
  if (/\p{Cc}/u.test(base)) throw refuse('The name of the file contains a control character; rename it.');
  if (base.includes('\ufffd')) throw refuse('The name of the file is not UTF-8; send it as UTF-8.');
  if (base.length > LONGEST_NAME) throw refuse(`The name of a file may have at most ${LONGEST_NAME} characters.`);
  return base || 'unnamed';
}
