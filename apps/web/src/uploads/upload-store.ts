import type { AssetCorrection, AssetRole, WholeAsset } from '@proofsheet/client';
import { Uppy } from '@uppy/core';
import { inWords, isGone, server } from '../server/client.ts';
import { nameIn } from './dropped-files.ts';
import { refusalOf, withRemedy } from './refusal.ts';
import { sendThrough, type Uploading } from './send-through.ts';
import { type Kept, projectOf, type Upload, type UploadList, uploadOf } from './upload.ts';
import { watchAnalyses } from './watch-analyses.ts';

/** How often the page is told what has changed. */
const TOLD_MS = 60;
const LOGO = /logo|wordmark|brand/i;
/** Below it what an image shows is anybody's guess. */
const LEAST_CONFIDENCE = 0.5;

export interface UploadStoreOptions {
  /** An image has come, or is known better. */
  changed(): void;
  /** The server says that the session has ended. */
  signedOut(): void;
}

/**
 * All uploads of this tab, above its pages: they go on while another page is looked at. They are one user's: when the session
 * ends they stop, they go on when the same user comes back, and are forgotten when another one does.
 */
export class UploadStore {
  readonly #uppy: Uploading;
  readonly #sending: ReturnType<typeof sendThrough>;
  readonly #listeners = new Set<() => void>();
  readonly #changed: UploadStoreOptions['changed'];
  readonly #watch = watchAnalyses((asset) => this.#see(asset));
  /** What is no file on its way: refused, or there before. */
  #aside: readonly Upload[] = [];
  #all: readonly Upload[] | undefined;
  #telling = false;
  #place = 0;
  #userId: string | undefined;
  /** How many of the files that were given last are in the list already. */
  twice = 0;

  constructor({ changed, signedOut }: UploadStoreOptions) {
    this.#changed = changed;
    const logger = { debug: () => {}, warn: () => {}, error: () => {} };
    this.#uppy = new Uppy<Kept, Record<string, never>>({ id: 'uploads', autoProceed: true, logger });
    this.#sending = sendThrough(this.#uppy, {
      arrived: (id, assetId) => this.#arrive(id, assetId),
      refused: (id, reason) => this.#refuse(id, reason),
      signedOut,
    });
    this.#uppy.on('state-update', () => this.#tell());
    this.#uppy.on('back-online', () => void this.#uppy.retryAll());
    window.addEventListener('beforeunload', (event) => {
      if (this.list().some(({ state }) => state === 'coming')) event.preventDefault();
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In the order in which they were given; the same array until something changes. */
  readonly list = (): readonly Upload[] => {
    this.#all ??= [...this.#uppy.getFiles().map(uploadOf), ...this.#aside].sort((a, b) => a.place - b.place);
    return this.#all;
  };

  add(files: readonly File[], list: UploadList): void {
    const before = this.#uppy.getFiles().length;
    const sent = files.filter((file) => {
      const reason = refusalOf(file);
      if (reason === undefined) return true;
      const place = this.#place++;
      this.#putAside({ ...begun(file, list, place), id: `aside-${place}`, share: 0, state: 'refused', reason });
      return false;
    });
    this.#uppy.addFiles(
      sent.map((file) => {
        const { name, ...kept } = begun(file, list, this.#place++);
        // A part of what tells one file from another: both lists may have the same one.
        return { name, type: file.type, data: file, meta: { ...kept, relativePath: list } };
      }),
    );
    this.twice = sent.length - (this.#uppy.getFiles().length - before);
    this.#tell();
  }

  /** An image that is there already becomes one of a list. */
  use({ id, originalName, role }: Pick<WholeAsset, 'id' | 'originalName' | 'role'>, list: UploadList): void {
    if (this.list().some((upload) => upload.list === list && upload.assetId === id)) return;
    const place = this.#place++;
    const address = `/v1/assets/${id}/content?disposition=inline&width=320`;
    const known = { id: `aside-${place}`, name: originalName, list, address, role, said: true, share: 1, place };
    this.#putAside({ ...known, state: 'there', assetId: id });
  }

  /** What was dragged out of another page, of which browsers tell only the address: the server fetches it. */
  async fetch(url: string, list: UploadList): Promise<void> {
    const place = this.#place++;
    const id = `aside-${place}`;
    const begun = { id, name: nameIn(url), list, address: '', role: 'PRODUCT', said: false, share: 0, place } as const;
    this.#putAside({ ...begun, state: 'coming' });
    const isWanted = () => this.#aside.some((upload) => upload.id === id);
    try {
      const asset = await server.assets.import(url, { role: 'PRODUCT', projectId: projectOf(list) });
      if (!isWanted()) return;
      this.remove([id]);
      this.use(asset, list);
      this.#changed();
    } catch (error) {
      if (isWanted()) this.#refuse(id, inWords(error));
    }
  }

  setRole(id: string, role: AssetRole): void {
    const file = this.#uppy.getState().files[id];
    if (file) {
      this.#uppy.patchFilesState({ [id]: { meta: { ...file.meta, role, said: true } } });
      if (file.meta.assetId) this.#correct(file.meta.assetId, { role });
    }
    this.#aside = this.#aside.map((upload) => (upload.id === id ? { ...upload, role, said: true } : upload));
    this.#tell();
  }

  /** What is still on its way stays on this machine. */
  remove(ids: readonly string[]): void {
    for (const { id, address } of this.list()) if (ids.includes(id)) URL.revokeObjectURL(address);
    this.#uppy.removeFiles([...ids]);
    this.#aside = this.#aside.filter(({ id }) => !ids.includes(id));
    this.#tell();
  }

  /** Sends what did not arrive once more. */
  again(ids: readonly string[]): void {
    for (const id of ids) if (this.#uppy.getState().files[id]?.error) void this.#uppy.retryUpload(id);
  }

  /** Those of a list that are not there any more are no part of what is sent; answers their names. */
  async leaveOutDeleted(list: UploadList): Promise<string[]> {
    const names = await Promise.all(
      this.list().map(async ({ id, name, list: its, assetId, state }) => {
        if (its !== list || assetId === undefined || state !== 'there') return [];
        const gone = await server.assets.get(assetId).then(() => false, isGone);
        if (gone) this.#refuse(id, 'It has been deleted since.');
        return gone ? [name] : [];
      }),
    );
    return names.flat();
  }

  /** Undefined: nobody is signed in. */
  belongTo(userId: string | undefined): void {
    if (userId === undefined) {
      this.#sending.hold();
      return;
    }
    this.#sending.release();
    if (this.#userId !== undefined && this.#userId !== userId) this.remove(this.list().map(({ id }) => id));
    else void this.#uppy.retryAll();
    this.#userId = userId;
  }

  #putAside(upload: Upload): void {
    this.#aside = [...this.#aside, upload];
    this.#tell();
  }

  #keep(id: string, change: Partial<Kept>): void {
    const file = this.#uppy.getState().files[id];
    if (file) this.#uppy.patchFilesState({ [id]: { meta: { ...file.meta, ...change } } });
  }

  #arrive(id: string, assetId: string): void {
    this.#keep(id, { assetId });
    const projectId = projectOf(this.#uppy.getFile(id).meta.list);
    if (projectId !== undefined) this.#correct(assetId, { projectId });
    this.#changed();
    this.#watch(assetId);
  }

  /** It leaves those that may be sent again. */
  #refuse(id: string, reason: string): void {
    const file = this.#uppy.getState().files[id];
    if (!file) {
      this.#aside = this.#aside.map((upload) => (upload.id === id ? { ...upload, state: 'refused', reason } : upload));
      this.#tell();
      return;
    }
    this.#uppy.removeFile(id);
    const { assetId: _, ...upload } = uploadOf(file);
    this.#putAside({ ...upload, state: 'refused', reason });
  }

  /** What it shows, unless somebody has said so. */
  #see({ id: assetId, error, analysis }: WholeAsset): void {
    const seen = analysis?.seen?.role;
    for (const { id, meta } of this.#uppy.getFiles()) {
      if (meta.assetId !== assetId) continue;
      if (error) this.#refuse(id, withRemedy(error.code, error.message));
      if (meta.said || meta.role === 'LOGO') continue;
      const role = analysis?.faces.length
        ? 'PERSON'
        : seen && seen.confidence >= LEAST_CONFIDENCE
          ? seen.is
          : meta.role;
      if (role === meta.role) continue;
      this.#keep(id, { role });
      this.#correct(assetId, { role });
    }
    this.#changed();
  }

  /** The image keeps it, too, for whoever uses it next. An order says it anew, so nothing is lost where this fails. */
  #correct(assetId: string, correction: AssetCorrection): void {
    server.assets.correct(assetId, correction).then(this.#changed, () => undefined);
  }

  #tell(): void {
    this.#all = undefined;
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener();
    }, TOLD_MS);
  }
}

function begun(file: File, list: UploadList, place: number) {
  const role: AssetRole = LOGO.test(file.name) ? 'LOGO' : 'PRODUCT';
  return { name: file.name, list, address: URL.createObjectURL(file), role, said: false, place };
}
