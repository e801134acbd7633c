import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type AssetRole, Fault, LIMITS } from '@proofsheet/domain';
import { type ImageHeader, readHeader } from '@proofsheet/vision';
import type { FastifyRequest } from 'fastify';
import { type FormQuery, openForm, type UploadForm } from './form.ts';
import { type FilePart, partsOf, plainName } from './parts.ts';
import { openWrongParts } from './wrong-parts.ts';

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

const FORM_LIMITS = { files: LIMITS.uploadFiles, fields: LIMITS.uploadFiles + 1, fieldSize: 200 };

/**
 * Writes every file of the form into `folder` as it comes in, and checks each as soon as it is complete. Memory stays
 * at a few stream buffers, whatever the size. A Fault names all that is wrong with the form; it comes at its end, or as
 * soon as a limit is passed.
 */
export async function receiveUpload(request: FastifyRequest, folder: string, queried: FormQuery): Promise<Upload> {
  const form = openForm(queried);
  const wrong = openWrongParts();
  const files: ReceivedFile[] = [];
  let count = 0;
  for await (const part of wrong.among(partsOf(request, FORM_LIMITS))) {
    if (part.type === 'field') {
      await wrong.look(() => form.takeField(part.name, part.value));
    } else {
      const path = join(folder, `${count}`);
      count += 1;
      const file = await wrong.look(() => receiveFile(part, form, path, request.gone));
      if (file) files.push(file);
    }
  }
  if (count === 0) {
    await wrong.look(() => {
      throw new Fault('upload_empty', 'Send at least one image as `file`.', { field: 'file' });
    });
  }
  const closed = await wrong.look(() => form.close());
  wrong.refuse();
  return { projectId: closed?.projectId, files };
}

async function receiveFile(part: FilePart, form: UploadForm, path: string, gone: AbortSignal): Promise<ReceivedFile> {
  const { role, field } = form.takeFile(part.name);
  const originalName = plainName(part.fileName, field);
  return { originalName, role, ...(await checkedFile(part.chunks, path, { field, gone })) };
}

interface Receiving {
  /** What its errors name, where it is a field. */
  readonly field?: string | undefined;
  readonly gone: AbortSignal;
}

/** Writes a file to `path`, and says what it is; refuses what is no image that is taken. */
export async function checkedFile(
  source: AsyncIterable<Buffer>,
  path: string,
  { field, gone }: Receiving,
): Promise<Omit<ReceivedFile, 'originalName' | 'role'>> {
  const named = field === undefined ? {} : { field };
  const { bytes, sha256 } = await writeHashed(source, path, { field, gone });
  if (bytes === 0) throw new Fault('upload_empty', 'The file is empty.', named);
  const header = await readHeader(path).catch((error: unknown) => {
    throw error instanceof Fault ? new Fault(error.code, error.message, { ...named, cause: error.cause }) : error;
  });
  return { path, bytes, sha256, header };
}

async function writeHashed(source: AsyncIterable<Buffer>, path: string, { field, gone }: Receiving) {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* hashing() {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      if (bytes > LIMITS.uploadBytes) {
        const limit = `A file may have at most ${LIMITS.uploadBytes / MEGABYTE} MB.`;
        throw new Fault('upload_too_large', limit, field === undefined ? {} : { field });
      }
      yield chunk;
    }
  }
  try {
    await pipeline(hashing, createWriteStream(path, { flags: 'wx' }), { signal: gone });
  } catch (error) {
    gone.throwIfAborted();
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
