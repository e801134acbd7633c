/** What needs a file system: Node, Bun and Deno. */
import { openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileSource } from './calls/upload.ts';

/** A file to upload, by its path. It is read as it is sent, and never held whole. */
export async function fromPath(path: string): Promise<FileSource> {
  // openAsBlob does not say why it cannot; to ask for access, Deno wants to know who the user is.
  const file = await open(path);
  const isFile = await file
    .stat()
    .then((facts) => facts.isFile())
    .finally(() => file.close());
  if (!isFile) throw new TypeError(`${path} is no file.`);
  const blob = await openAsBlob(path);
  return { name: basename(path), size: blob.size, open: () => blob.stream() as ReadableStream<Uint8Array> };
}
