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
  const takeCurrent = (take: (error: null, source: Readable) => void) => take(null, current as Readable);
  const fill = async () => {
    for await (const { name, madeAt, bytes, chunks } of entries) {
      if (output.destroyed) return;
      current = Readable.from(chunks, { objectMode: false });
      const read = finished(current);
      const size = bytes === undefined ? {} : { size: bytes };
      // The list at the end of a ZIP keeps what is given here: nothing of the entry itself.
      zip.addReadStreamLazy(name, { compress: false, mtime: madeAt, ...size }, takeCurrent);
      await read;
    }
    zip.end();
  };
  zip.once('error', (error: unknown) => output.destroy(error as Error));
  fill().catch((error: Error) => output.destroy(error));
  return output;
}
