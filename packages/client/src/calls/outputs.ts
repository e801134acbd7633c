import { ApiError } from '../errors.ts';
import type { ListOutputsData, Output } from '../generated/api.generated.ts';
import { limited } from '../http/abort.ts';
import { persistently } from '../http/retry.ts';
import { brokenOff, type CallOptions, type Transport } from '../http/transport.ts';
import { type Filters, type Listing, listing } from './listing.ts';

export type OutputQuery = Filters<ListOutputsData>;

export interface OutputCalls {
  get(id: string, options?: CallOptions): Promise<Output>;
  list(query?: OutputQuery): Listing<Output>;
  /** The bytes of an image, checked by their number: all of them, or an error. */
  download(output: Pick<Output, 'url' | 'bytes'>, options?: CallOptions): Promise<Uint8Array<ArrayBuffer>>;
}

export function outputCalls(transport: Transport): OutputCalls {
  return {
    get: (id, { signal } = {}) =>
      transport.json({ method: 'GET', path: `/v1/outputs/${encodeURIComponent(id)}`, signal }),
    list: (query = {}) => listing(transport, '/v1/outputs', query),
    download: (output, { signal } = {}) =>
      persistently(() => bytesOf(transport, output, signal), { retries: transport.retries, repeatable: true, signal }),
  };
}

/** The address is the storage's, and signed: the key stays here. */
async function bytesOf(
  { fetch, timeoutMs }: Transport,
  { url, bytes }: Pick<Output, 'url' | 'bytes'>,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  const call = { method: 'GET', path: new URL(url).pathname, signal } as const;
  const limit = limited(signal, timeoutMs);
  try {
    const answer = await fetch(url, { signal: limit.signal });
    if (!answer.ok) throw new ApiError(`GET ${call.path}`, { status: answer.status, text: await answer.text() });
    const content = new Uint8Array(await answer.arrayBuffer());
    if (content.length !== bytes) throw new Error(`${content.length} bytes came of ${bytes}`);
    return content;
  } catch (error) {
    throw error instanceof ApiError ? error : brokenOff(call, error);
  } finally {
    limit.release();
  }
}
