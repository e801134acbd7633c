import type { Preview, PreviewRequest } from '../generated/api.generated.ts';
import type { CallOptions, Transport } from '../http/transport.ts';

export interface PreviewCalls {
  /**
   * One variant in all formats, small, at once; nothing is kept. Each picture has a `data:` address for `<img>`. Abort
   * the call when a newer one takes its place, or name the `editor`: then an older one that has not begun ends as an
   * ApiError with the code `preview_superseded`.
   */
  create(request: PreviewRequest, options?: CallOptions): Promise<Preview>;
}

export function previewCalls(transport: Transport): PreviewCalls {
  return {
    create: (request, { signal } = {}) =>
      transport.json({ method: 'POST', path: '/v1/previews', json: request, changesNothing: true, signal }),
  };
}
