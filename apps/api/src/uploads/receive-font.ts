import { createHash } from 'node:crypto';
import { addAbortSignal, type Readable } from 'node:stream';
import { Fault, type FontMediaType, fontMediaTypeOf, LIMITS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { asBrokenForm, partsOf, plainName } from './parts.ts';

export interface ReceivedFont {
  readonly originalName: string;
  readonly mediaType: FontMediaType;
  readonly bytes: Buffer;
  readonly sha256: string;
}

const PARSER_LIMITS = { fileSize: LIMITS.fontBytes, files: 2, fields: 1, fieldNameSize: 100, fieldSize: 200 };

/** Reads the one font of the form into memory: it is small. Only its first bytes are checked here. */
export async function receiveFont(request: FastifyRequest): Promise<ReceivedFont> {
  let font: ReceivedFont | undefined;
  for await (const part of partsOf(request, PARSER_LIMITS)) {
    if (part.type === 'field' || part.fieldname !== 'file')
      throw new Fault('validation_failed', 'The form takes one `file`.', { field: part.fieldname });
    if (font) throw new Fault('upload_too_many_files', 'Send one font in a request.', { field: 'file' });
    const originalName = plainName(part.filename, 'file');
    font = received(originalName, await collect(part.file, request.gone));
  }
  if (!font) throw new Fault('upload_empty', 'Send a font as `file`.', { field: 'file' });
  return font;
}

async function collect(stream: Readable & { readonly truncated?: boolean }, gone: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of addAbortSignal(gone, stream)) chunks.push(chunk);
  } catch (error) {
    throw asBrokenForm(error, gone);
  }
  if (stream.truncated)
    throw new Fault('upload_too_large', `A font may have at most ${LIMITS.fontBytes / 1e6} MB.`, { field: 'file' });
  return Buffer.concat(chunks);
}

function received(originalName: string, bytes: Buffer): ReceivedFont {
  if (bytes.length === 0) throw new Fault('upload_empty', 'The file is empty.', { field: 'file' });
  const mediaType = fontMediaTypeOf(bytes);
  if (!mediaType)
    throw new Fault('upload_not_a_font', 'Only WOFF2, WOFF, TrueType and OpenType fonts are taken.', { field: 'file' });
  return { originalName, mediaType, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
