import { ApiError, ConnectionError } from '@proofsheet/client';
import type { Uppy } from '@uppy/core';
import { TaskQueue } from '@uppy/core/utils';
import { inWords, isSignedOut, server } from '../server/client.ts';
import { refusedInWords } from './refusal.ts';
import type { Kept } from './upload.ts';

/** More at once make none of them faster, and leave no connection to the rest of the page. */
const AT_ONCE = 3;
const SIGNED_OUT = 'You are signed out. It goes on when you sign in again.';
const LOST = 'The connection broke off. It goes on when it is back.';

export type Uploading = Uppy<Kept, Record<string, never>>;

interface Ends {
  arrived(id: string, assetId: string): void;
  /** The server does not take it. Anything else may go better another time, and stays a file with an error. */
  refused(id: string, reason: string): void;
  signedOut(): void;
}

/** Has the files of `uppy` sent by the client of the API, a few at a time. */
export function sendThrough(uppy: Uploading, { arrived, refused, signedOut }: Ends) {
  const queue = new TaskQueue({ concurrency: AT_ONCE });
  const under = new Map<string, AbortController>();
  let held = false;

  const broken = (id: string, message: string) => {
    const file = uppy.getFile(id);
    if (file) uppy.emit('upload-error', file, { name: 'Error', message });
  };

  /** Nothing is sent for whoever comes next. */
  function hold(): void {
    held = true;
    for (const left of under.values()) left.abort(SIGNED_OUT);
  }

  async function send(id: string): Promise<void> {
    const file = uppy.getFile(id);
    if (!file || file.isRemote || !file.data) return;
    if (held) return broken(id, SIGNED_OUT);
    const { role } = file.meta;
    const left = new AbortController();
    under.set(id, left);
    try {
      const onProgress = ({ sent, total }: { sent: number; total?: number | undefined }) =>
        uppy.emit('upload-progress', file, {
          uploadStarted: file.progress.uploadStarted ?? 0,
          bytesUploaded: sent,
          bytesTotal: total ?? file.size,
        });
      const asset = await server.assets.upload(file.data, { role, name: file.name, onProgress, signal: left.signal });
      if (!uppy.getFile(id)) return;
      uppy.emit('upload-success', file, { status: 201 });
      arrived(id, asset.id);
    } catch (error) {
      if (isSignedOut(error) && !held) {
        hold();
        signedOut();
      }
      if (held) broken(id, SIGNED_OUT);
      else if (error instanceof ConnectionError) broken(id, LOST);
      else if (error instanceof ApiError && !error.retryable) refused(id, refusedInWords(error));
      else broken(id, inWords(error));
    } finally {
      under.delete(id);
    }
  }

  uppy.addUploader(async (ids) => {
    uppy.emit('upload-start', uppy.getFilesByIds(ids));
    await Promise.all(ids.map((id) => queue.add(() => send(id))));
  });
  uppy.on('file-removed', ({ id }) => under.get(id)?.abort());
  return {
    hold,
    release() {
      held = false;
    },
  };
}
