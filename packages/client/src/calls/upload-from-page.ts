import { ApiError, ConnectionError } from '../errors.ts';
import type { UploadedAssets } from '../generated/api.generated.ts';
import { persistently } from '../http/retry.ts';
import { addressOf, type Call, type SentBody, type Transport } from '../http/transport.ts';
import type { OnProgress } from './upload.ts';

/** A browser's own, as far as it is used; the types of a page are not there everywhere. */
interface PageRequest {
  open(method: string, url: string): void;
  setRequestHeader(name: string, value: string): void;
  getResponseHeader(name: string): string | null;
  send(body: unknown): void;
  abort(): void;
  readonly status: number;
  readonly responseText: string;
  readonly upload: { onprogress: ((event: { loaded: number; total: number }) => void) | null };
  onload: (() => void) | null;
  onerror: (() => void) | null;
  onabort: (() => void) | null;
}

const page = globalThis as unknown as { XMLHttpRequest?: new () => PageRequest };

/** Whether this is a page of a browser: only there fetch tells nothing of what has been sent. */
export function inPage(): boolean {
  return page.XMLHttpRequest !== undefined;
}

export function sendFromPage(
  transport: Transport,
  call: Call & { readonly body: SentBody },
  onProgress: OnProgress,
): Promise<UploadedAssets> {
  const { signal } = call;
  return persistently(() => sendOnce(transport, call, onProgress), {
    retries: transport.retries,
    repeatable: true,
    signal,
  });
}

function sendOnce(
  transport: Transport,
  { method, path, body, idempotencyKey, signal }: Call & { readonly body: SentBody },
  onProgress: OnProgress,
): Promise<UploadedAssets> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    if (page.XMLHttpRequest === undefined) throw new Error('There is no XMLHttpRequest here.');
    const request = new page.XMLHttpRequest();
    const stop = () => request.abort();
    const settle = (end: () => void) => () => {
      signal?.removeEventListener('abort', stop);
      end();
    };
    request.upload.onprogress = ({ loaded, total }) => void onProgress({ sent: loaded, total });
    request.onload = settle(() => {
      const { status, responseText: text } = request;
      if (status >= 200 && status < 300) return resolve(JSON.parse(text));
      const retryAfterSeconds = Number(request.getResponseHeader('retry-after')) || undefined;
      reject(new ApiError(`${method} ${path}`, { status, text, retryAfterSeconds }));
    });
    request.onerror = settle(() => reject(new ConnectionError(`${method} ${path} brought no answer.`)));
    request.onabort = settle(() => reject(signal?.reason));
    request.open(method, addressOf(transport.baseUrl, { path }));
    request.setRequestHeader('authorization', `Bearer ${transport.apiKey}`);
    request.setRequestHeader('content-type', body.type);
    if (idempotencyKey !== undefined) request.setRequestHeader('idempotency-key', idempotencyKey);
    signal?.addEventListener('abort', stop, { once: true });
    request.send(body.open(signal ?? new AbortController().signal));
  });
}
