import type { GenerationKind, OutputMediaType, ProjectBrand } from '@proofsheet/client';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { meQuery } from '../server/session.ts';
import { keepInTab, keptInTab } from '../shell/tab-storage.ts';
import type { FormatChoice } from './formats/choices.ts';
import { NO_WORDS, type Words } from './words.ts';

export interface Draft {
  readonly kind: GenerationKind;
  readonly projectId: string | undefined;
  readonly words: Words;
  /** What differs from the brand of the project. */
  readonly brand: ProjectBrand;
  /** Undefined: the standard ones of the kind. */
  readonly formats: Readonly<Partial<Record<GenerationKind, readonly FormatChoice[]>>>;
  readonly variants: number;
  readonly mediaType: OutputMediaType;
  readonly template: Readonly<Partial<Record<GenerationKind, string>>>;
  readonly strict: boolean;
  readonly skip: boolean;
  readonly seed: number | undefined;
}

export type Change = (changed: Partial<Draft>) => void;

const NEW: Draft = {
  kind: 'THUMBNAIL',
  projectId: undefined,
  words: NO_WORDS,
  brand: {},
  formats: {},
  variants: 4,
  mediaType: 'image/jpeg',
  template: {},
  strict: false,
  skip: false,
  seed: undefined,
};

interface Kept {
  readonly userId: string | undefined;
  readonly draft: Draft;
}

/** Another name for another shape of drafts: a newer version does not read what an older one wrote. */
const NAME = 'order.1';

let kept: Kept | undefined = whole(keptInTab<Kept>(NAME));

/** What is left undefined is not written. */
function whole(read: Kept | undefined): Kept | undefined {
  return read && { ...read, draft: { ...NEW, ...read.draft, words: { ...NO_WORDS, ...read.draft.words } } };
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(next: Kept): void {
  kept = next;
  keepInTab(NAME, next);
  for (const listener of listeners) listener();
}

/** What has been typed stays while another page is looked at, a session is renewed or the page comes anew, for the same user alone. */
export function useDraft() {
  const userId = useQueryClient().getQueryData(meQuery.queryKey)?.userId;
  const current = () => (kept?.userId === userId ? kept?.draft : undefined) ?? NEW;
  return {
    draft: useSyncExternalStore(subscribe, current),
    change: (changed: Partial<Draft>) => keep({ userId, draft: { ...current(), ...changed } }),
    /** Instead of all that was there. */
    begin: (draft: Partial<Draft>) => keep({ userId, draft: { ...NEW, ...draft } }),
    /** What was ordered is done with. What has been written since stays: then the answer is false. */
    end(ordered: Draft): boolean {
      if (current() !== ordered) return false;
      keep({ userId, draft: NEW });
      return true;
    },
  };
}
