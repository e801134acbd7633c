import type { Upload, UploadList } from './upload.ts';

/** How far all uploads of this tab are, for what is around every page. */
export interface Overall {
  readonly all: number;
  readonly there: number;
  readonly broken: number;
  /** 0 to 1. */
  readonly share: number;
  /** Where they were given. */
  readonly list: UploadList;
}

const NONE: Overall = { all: 0, there: 0, broken: 0, share: 0, list: 'images' };

const listeners = new Set<() => void>();
let now = NONE;
/** Uploads that had ended before those of now began. */
let before = 0;

/** Stands apart from the store, so that a page that has nothing to upload does not load it. */
export const overall = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  now: (): Overall => now,
  tell(uploads: readonly Upload[]): void {
    const sent = uploads.filter(({ state, id }) => state !== 'refused' && !id.startsWith('aside-'));
    const there = sent.filter(({ state }) => state === 'there').length;
    const broken = sent.filter(({ state }) => state === 'broken').length;
    if (sent.length === there) before = there;
    before = Math.min(before, there);
    const all = sent.length - before;
    const share = all === 0 ? 0 : (sent.reduce((sum, one) => sum + one.share, 0) - before) / all;
    const lists = new Set(sent.flatMap(({ state, list }) => (state === 'there' ? [] : [list])));
    const [list = 'images'] = lists.has('order') ? ['order' as const] : lists;
    now = all === 0 ? NONE : { all, there: there - before, broken, share, list };
    for (const listener of listeners) listener();
  },
};
