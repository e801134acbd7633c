import {
  asDatabaseFault,
  type BegunPreview,
  beginPreview,
  type Db,
  type DrawnPreview,
  endPreview,
  isPreviewAwaited,
  notifyDone,
  type PreviewEnd,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Log } from '@proofsheet/queue';
import type { Renderer } from '@proofsheet/render';
import type { Storage } from '@proofsheet/storage';
import { loadFonts } from '../generation/load-fonts.ts';
import type { DraftImages } from './draft-images.ts';

export interface PreviewTools {
  readonly db: Db;
  readonly storage: Storage;
  readonly renderer: Renderer;
  readonly draftImages: DraftImages;
}

/** Nobody waits for longer, whatever a template does. */
const MOST_MS = 15_000;

/**
 * Draws a preview and wakes the request that waits for it. It is begun once: when this worker dies, the request is told
 * so when its time is over, and nothing else is lost.
 */
export async function makePreview(tools: PreviewTools, id: string, stopping: AbortSignal, log: Log): Promise<void> {
  const began = performance.now();
  const preview = await beginPreview(tools.db, id);
  if (preview === undefined) return log.debug({ previewId: id }, 'nobody waits for the preview any more');
  const awaited = watchAwaited(tools.db, id);
  const signal = AbortSignal.any([stopping, awaited.signal, AbortSignal.timeout(MOST_MS)]);
  const end: PreviewEnd = await draw(tools, preview, signal).then(
    (drawn) => ({ drawn }),
    (error: unknown) => ({ error: told(error, signal, log) }),
  );
  awaited.stop();
  await endPreview(tools.db, id, end);
  await notifyDone(tools.db, `preview ${id}`);
  const ms = Math.round(performance.now() - began);
  log.info({ previewId: id, ms, ...('error' in end ? { code: end.error.code } : {}) }, 'preview ended');
}

async function draw(
  { db, storage, renderer, draftImages }: PreviewTools,
  preview: BegunPreview,
  signal: AbortSignal,
): Promise<DrawnPreview> {
  const { kind, spec, seed, userId } = preview;
  const images = await draftImages.load(preview);
  const brandFonts = await loadFonts({ db, storage }, userId, spec.fonts);
  signal.throwIfAborted();
  const { onOutputError, ...asked } = spec;
  const order = { ...asked, kind, seed, images, brandFonts, draft: true };
  const entries = await Array.fromAsync(
    onOutputError === undefined
      ? renderer.render(order, { signal })
      : renderer.render({ ...order, onOutputError }, { signal }),
  );
  const outputs: DrawnPreview['outputs'][number][] = [];
  const missing: DrawnPreview['missing'][number][] = [];
  for (const entry of entries) {
    if ('missing' in entry) missing.push({ format: entry.format, ...entry.missing });
    else {
      const { format, template, templateVersion, width, height, mediaType, score, report, bytes } = entry;
      const data = bytes.toString('base64');
      outputs.push({ format, template, templateVersion, width, height, mediaType, score, report, data });
    }
  }
  return { outputs, missing };
}

const WATCH_MS = 300;

/** Aborted when the request has gone: its client hung up, or its time is over. Most previews end before the first look. */
function watchAwaited(db: Db, id: string): { readonly signal: AbortSignal; stop(): void } {
  const gone = new AbortController();
  const look = async () => {
    if (!(await isPreviewAwaited(db, id).catch(() => true))) gone.abort(new Error('Nobody waits for the preview.'));
  };
  const timer = setInterval(look, WATCH_MS);
  return { signal: gone.signal, stop: () => clearInterval(timer) };
}

/** What the request is told; what it must not be told is logged. */
function told(error: unknown, signal: AbortSignal, log: Log) {
  if (signal.aborted)
    return { code: 'preview_not_made', message: 'The worker stopped, or it took too long; ask again.' } as const;
  const { code, message, field, permanent, cause } = Fault.from(asDatabaseFault(error) ?? error);
  if (!permanent) log.error({ err: cause ?? error }, 'preview failed');
  return { code, message, ...(field === undefined ? {} : { field }) };
}
