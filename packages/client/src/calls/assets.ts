import type {
  Asset,
  AssetCorrection,
  AssetRole,
  ListAssetsData,
  NewImport,
  UploadedAssets,
  WholeAsset,
} from '../generated/api.generated.ts';
import type { CallOptions, CreateOptions, Transport } from '../http/transport.ts';
import { freshId } from './fresh-id.ts';
import { type Filters, type Listing, listing } from './listing.ts';
import { formOf, type OnProgress, type UploadSource } from './upload.ts';
import { inPage, sendFromPage } from './upload-from-page.ts';

export type AssetQuery = Filters<ListAssetsData>;

export interface UploadOptions extends CreateOptions {
  readonly role: AssetRole;
  /** What the file is called; left out, what its source says. */
  readonly name?: string | undefined;
  /** Called as the bytes leave. */
  readonly onProgress?: OnProgress | undefined;
}

export interface ImportOptions extends CreateOptions {
  readonly role: AssetRole;
  /** What the file is called; left out, what its server or its address says. */
  readonly name?: string | undefined;
  readonly projectId?: string | undefined;
}

export interface AssetCalls {
  /** Uploads one image. It may be used in a generation at once, before it is READY. */
  upload(source: UploadSource, options: UploadOptions): Promise<UploadedAssets['assets'][number]>;
  /** Has the server fetch one image from an address on the web. */
  import(url: string | URL, options: ImportOptions): Promise<UploadedAssets['assets'][number]>;
  get(id: string, options?: CallOptions): Promise<WholeAsset>;
  list(query?: AssetQuery): Listing<Asset>;
  /** Says what was seen wrongly in it. */
  correct(id: string, correction: AssetCorrection, options?: CallOptions): Promise<WholeAsset>;
  /** Cuts the subject out by a mask that a person has drawn over the image: a PNG, white where the subject is. */
  correctCutout(id: string, mask: UploadSource, options?: CallOptions): Promise<WholeAsset>;
  /** Goes back to the cut-out that was found. */
  resetCutout(id: string, options?: CallOptions): Promise<WholeAsset>;
}

export function assetCalls(transport: Transport): AssetCalls {
  const at = (id: string) => `/v1/assets/${encodeURIComponent(id)}`;
  return {
    async upload(source, { role, name, onProgress, idempotencyKey = freshId(), signal }) {
      const call = { method: 'POST', path: '/v1/assets', idempotencyKey, signal } as const;
      const field = role.toLowerCase();
      const answer =
        onProgress !== undefined && source instanceof Blob && inPage()
          ? await sendFromPage(
              transport,
              { ...call, body: formOf(source, { field, name, onProgress: undefined }) },
              onProgress,
            )
          : await transport.json<UploadedAssets>({
              ...call,
              body: formOf(source, { field, name, onProgress }),
              timeoutMs: Number.POSITIVE_INFINITY,
            });
      return only(answer);
    },
    async import(url, { role, name, projectId, idempotencyKey = freshId(), signal }) {
      const json: NewImport = { files: [{ url: `${url}`, role, ...(name === undefined ? {} : { name }) }] };
      if (projectId !== undefined) json.projectId = projectId;
      const call = { method: 'POST', path: '/v1/assets/imports', json, idempotencyKey, signal } as const;
      // The server bounds it.
      return only(await transport.json<UploadedAssets>({ ...call, timeoutMs: Number.POSITIVE_INFINITY }));
    },
    get: (id, { signal } = {}) => transport.json({ method: 'GET', path: at(id), signal }),
    list: (query = {}) => listing(transport, '/v1/assets', query),
    correct: (id, correction, { signal } = {}) =>
      transport.json({ method: 'PATCH', path: at(id), json: correction, signal }),
    correctCutout: (id, mask, { signal } = {}) =>
      transport.json({
        method: 'PUT',
        path: `${at(id)}/cutout`,
        signal,
        body: formOf(mask, { field: 'mask', name: 'mask.png', onProgress: undefined }),
        timeoutMs: Number.POSITIVE_INFINITY,
      }),
    resetCutout: (id, { signal } = {}) => transport.json({ method: 'DELETE', path: `${at(id)}/cutout`, signal }),
  };
}

function only({ assets: [asset] }: UploadedAssets): UploadedAssets['assets'][number] {
  if (!asset) throw new Error('The server answered no asset.');
  return asset;
}
