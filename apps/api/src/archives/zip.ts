import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/** A file of an archive. It is read when its turn comes, and once. */
export interface ArchiveEntry {
  readonly name: string;
  readonly madeAt: Date;
  /** Where it is known. */
  readonly bytes?: number;
  readonly chunks: AsyncGenerator<Buffer, void>;
}

/**
 * The entries as one ZIP, stored as they are: pictures do not get smaller. It is pulled: the next entry is asked for when
 * the one before has been taken, so a slow reader holds a few chunks and no more. Whoever destroys it ends the entry that is
 * being read; what an entry throws destroys it, and the archive breaks off.
 */
export function zipOf(entries: AsyncGenerator<ArchiveEntry, void>): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let current: Readable | undefined;
  output.once('close', () => current?.destroy());
  const fill = async () => {
    for await (const { name, madeAt, bytes, chunks } of entries) {
      if (output.destroyed) return;
      const source = Readable.from(chunks, { objectMode: false });
      current = source;
      const read = finished(source);
      const size = bytes === undefined ? {} : { size: bytes };
      zip.addReadStreamLazy(name, { compress: false, mtime: madeAt, ...size }, (take) => take(null, source));
      await read;
    }
    zip.end();
  };
  zip.once('error', (error: unknown) => output.destroy(error as Error));
  fill().catch((error: Error) => output.destroy(error));
  return output;
}
