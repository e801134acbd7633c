import type { SentBody } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';

/** A file that can be opened again, as `fromPath` of `@proofsheet/client/node` makes it. */
export interface FileSource {
  readonly name: string;
  readonly size?: number | undefined;
  open(): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
}

/** Where a file comes from. A bare stream can be read once, so its upload is not tried again. */
export type UploadSource = Blob | Uint8Array | ReadableStream<Uint8Array> | FileSource;

export interface UploadProgress {
  readonly sent: number;
  /** Undefined for a stream whose length nobody knows. */
  readonly total: number | undefined;
}

interface Parts {
  readonly name: string;
  readonly size: number | undefined;
  readonly again: boolean;
  readonly blob: Blob | undefined;
  open(): ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>;
}

/**
 * A form with one file, in that field. Written here and not by FormData, because a `fetch` that is not the
 * platform's own does not know the platform's FormData; and as a stream only where progress or the source asks for one,
 * because browsers send no streams over HTTP/1.1.
 */
export function formOf(
  source: UploadSource,
  { field, name, onProgress }: { field: string; name: string | undefined; onProgress: OnProgress | undefined },
): SentBody {
  const parts = partsOf(source);
  const boundary = `proofsheet-${freshId()}`;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"; ${fileNamed(name ?? parts.name)}\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  const { blob } = parts;
  const plain = blob !== undefined && onProgress === undefined;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    again: parts.again,
    open: (signal) => (plain ? new Blob([head, blob, tail]) : streamed(parts, { head, tail, onProgress, signal })),
  };
}

export type OnProgress = (progress: UploadProgress) => unknown;

function partsOf(source: UploadSource): Parts {
  if (source instanceof Uint8Array) return partsOf(new Blob([source as Uint8Array<ArrayBuffer>]));
  if (source instanceof ReadableStream)
    return { name: 'image', size: undefined, again: false, blob: undefined, open: () => source };
  if ('open' in source) {
    const { name, size } = source;
    return { name, size, again: true, blob: undefined, open: () => source.open() };
  }
  const name = 'name' in source && typeof source.name === 'string' && source.name !== '' ? source.name : 'image';
  return { name, size: source.size, again: true, blob: source, open: () => source.stream() };
}

interface Sending {
  readonly head: string;
  readonly tail: string;
  readonly onProgress: OnProgress | undefined;
  readonly signal: AbortSignal;
}

/** Pulled as the connection takes it. */
function streamed({ open, size }: Parts, { head, tail, onProgress, signal }: Sending): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  let sent = 0;
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      reader = (await open()).getReader();
      const stop = () => {
        controller.error(signal.reason);
        reader?.cancel(signal.reason).catch(() => {});
      };
      if (signal.aborted) return stop();
      signal.addEventListener('abort', stop, { once: true });
      controller.enqueue(encoder.encode(head));
    },
    async pull(controller) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (signal.aborted) return;
      if (done) {
        controller.enqueue(encoder.encode(tail));
        return controller.close();
      }
      controller.enqueue(value);
      sent += value.length;
      onProgress?.({ sent, total: size });
    },
    async cancel(reason) {
      await reader?.cancel(reason);
    },
  });
}

/**
 * As browsers write a file's name into a form (HTML, 4.10.22.7). What they make of a quotation mark may also be a part of a
 * name, so the server leaves it as it is; such a name comes a second time, as RFC 5987 encodes it, and that one counts.
 */
function fileNamed(name: string): string {
  const line = name.replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  if (!line.includes('"')) return `filename="${line}"`;
  return `filename="${line.replaceAll('"', '%22')}"; filename*=UTF-8''${encoded(line)}`;
}

/** What cannot be a character becomes the sign for it, as in all else that is sent. */
function encoded(name: string): string {
  const whole = new TextDecoder().decode(new TextEncoder().encode(name));
  return encodeURIComponent(whole).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
