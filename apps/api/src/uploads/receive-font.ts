import { createHash } from 'node:crypto';
import { Fault, type FontMediaType, fontMediaTypeOf, LIMITS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { pointerTo } from '../strings.ts';
import { collect } from './multipart.ts';
import { type Part, partsOf, plainName } from './parts.ts';
import { openWrongParts } from './wrong-parts.ts';

export interface ReceivedFont {
  readonly originalName: string;
  readonly mediaType: FontMediaType;
  readonly bytes: Buffer;
  readonly sha256: string;
}

const FORM_LIMITS = { files: 2, fields: 10, fieldSize: 200 };

/** Reads the one font of the form into memory: it is small. Only its first bytes are checked here. */
export async function receiveFont(request: FastifyRequest): Promise<ReceivedFont> {
  const wrong = openWrongParts();
  let font: ReceivedFont | undefined;
  let count = 0;
  for await (const part of wrong.among(partsOf(request, FORM_LIMITS))) {
    if (part.type === 'file' && part.name === 'file') count += 1;
    const only = count === 1;
    const received = await wrong.look(() => fontOf(part, only));
    font ??= received;
  }
  if (count === 0) {
    await wrong.look(() => {
      throw new Fault('upload_empty', 'Send a font as `file`.', { field: 'file' });
    });
  }
  wrong.refuse();
  return font as ReceivedFont;
}

async function fontOf(part: Part, only: boolean): Promise<ReceivedFont> {
  if (part.type === 'field' || part.name !== 'file') {
    const message = part.name === 'file' ? 'Send `file` as a file, with a file name.' : 'The form takes one `file`.';
    throw new Fault('validation_failed', message, { field: pointerTo([part.name]) });
  }
  if (!only) throw new Fault('upload_too_many_files', 'Send one font in a request.', { field: 'file' });
  const originalName = plainName(part.fileName, 'file');
  const bytes = await collect(part.chunks, LIMITS.fontBytes);
  if (bytes === undefined)
    throw new Fault('upload_too_large', `A font may have at most ${LIMITS.fontBytes / 1e6} MB.`, { field: 'file' });
  if (bytes.length === 0) throw new Fault('upload_empty', 'The file is empty.', { field: 'file' });
  const mediaType = fontMediaTypeOf(bytes);
  if (!mediaType)
    throw new Fault('upload_not_a_font', 'Only WOFF2, WOFF, TrueType and OpenType fonts are taken.', { field: 'file' });
  return { originalName, mediaType, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}
