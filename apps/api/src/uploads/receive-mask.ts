import { Fault, LIMITS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { pointerTo } from '../strings.ts';
import { collect } from './multipart.ts';
import { type Part, partsOf } from './parts.ts';
import { openWrongParts } from './wrong-parts.ts';

const FORM_LIMITS = { files: 2, fields: 10, fieldSize: 200 };

/** Reads the one mask of the form into memory; what is in it is looked at later. */
export async function receiveMask(request: FastifyRequest): Promise<Buffer> {
  const wrong = openWrongParts();
  let mask: Buffer | undefined;
  let count = 0;
  for await (const part of wrong.among(partsOf(request, FORM_LIMITS))) {
    if (part.type === 'file' && part.name === 'mask') count += 1;
    const only = count === 1;
    const received = await wrong.look(() => maskOf(part, only));
    mask ??= received;
  }
  if (count === 0) {
    await wrong.look(() => {
      throw new Fault('upload_empty', 'Send a PNG as `mask`.', { field: 'mask' });
    });
  }
  wrong.refuse();
  return mask as Buffer;
}

async function maskOf(part: Part, only: boolean): Promise<Buffer> {
  if (part.type === 'field' || part.name !== 'mask') {
    const message = part.name === 'mask' ? 'Send `mask` as a file, with a file name.' : 'The form takes one `mask`.';
    throw new Fault('validation_failed', message, { field: pointerTo([part.name]) });
  }
  if (!only) throw new Fault('upload_too_many_files', 'Send one mask in a request.', { field: 'mask' });
  const bytes = await collect(part.chunks, LIMITS.maskBytes);
  if (bytes === undefined)
    throw new Fault('upload_too_large', `A mask may have at most ${LIMITS.maskBytes / 1e6} MB.`, { field: 'mask' });
  if (bytes.length === 0) throw new Fault('upload_empty', 'The file is empty.', { field: 'mask' });
  return bytes;
}
