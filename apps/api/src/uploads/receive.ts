import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { type AssetRole, Fault, LIMITS } from '@proofsheet/domain';
import { type ImageHeader, readHeader } from '@proofsheet/vision';
import type { FastifyRequest } from 'fastify';
import { openForm, type UploadForm } from './form.ts';
import { asBrokenForm, partsOf, plainName } from './parts.ts';

export interface ReceivedFile {
  /** The temporary file. */
  readonly path: string;
  readonly originalName: string;
  readonly role: AssetRole;
  readonly bytes: number;
  readonly sha256: string;
  readonly header: ImageHeader;
}

export interface Upload {
  readonly projectId: string | undefined;
  readonly files: readonly ReceivedFile[];
}

const MEGABYTE = 1_000_000;

const PARSER_LIMITS = {
  fileSize: LIMITS.uploadBytes,
  files: LIMITS.uploadFiles,
  fields: LIMITS.uploadFiles + 1,
  fieldNameSize: 100,
  fieldSize: 200,
};

/**
 * Writes every file of the form into `folder` as it comes in, and checks each as soon as it is complete. Memory stays
 * at a few stream buffers, whatever the size. The first file that is refused ends it with a Fault that names the limit.
 */
export async function receiveUpload(request: FastifyRequest, folder: string): Promise<Upload> {
  const form = openForm();
  const files: ReceivedFile[] = [];
  for await (const part of partsOf(request, PARSER_LIMITS)) {
    if (part.type === 'field') form.takeField(part.fieldname, part.value);
    else files.push(await receiveFile(part, form, join(folder, `${files.length}`), request.gone));
  }
  if (files.length === 0) {
    throw new Fault('upload_empty', 'Send at least one image as `file`.', { field: 'file' });
  }
  return { ...form.close(), files };
}

async function receiveFile(
  part: MultipartFile,
  form: UploadForm,
  path: string,
  gone: AbortSignal,
): Promise<ReceivedFile> {
  const { role, field } = form.takeFile(part.fieldname);
  const originalName = plainName(part.filename, field);
  const { bytes, sha256 } = await writeHashed(part.file, path, gone);
  if (part.file.truncated) {
    const limit = `A file may have at most ${LIMITS.uploadBytes / MEGABYTE} MB.`;
    throw new Fault('upload_too_large', limit, { field });
  }
  if (bytes === 0) throw new Fault('upload_empty', 'The file is empty.', { field });
  const header = await readHeader(path).catch((error: unknown) => {
    throw error instanceof Fault ? new Fault(error.code, error.message, { field, cause: error.cause }) : error;
  });
  return { path, originalName, role, bytes, sha256, header };
}

async function writeHashed(source: Readable, path: string, gone: AbortSignal) {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* hashing(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    await pipeline(source, hashing, createWriteStream(path, { flags: 'wx' }), { signal: gone });
  } catch (error) {
    throw asBrokenForm(error, gone);
  }
  return { bytes, sha256: hash.digest('hex') };
}
