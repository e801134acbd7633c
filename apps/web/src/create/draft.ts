import type { GenerationKind, OutputMediaType, ProjectBrand } from '@proofsheet/client';
import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { meQuery } from '../server/session.ts';
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

let kept: { readonly userId: string | undefined; readonly draft: Draft } | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keep(next: typeof kept): void {
  kept = next;
  for (const listener of listeners) listener();
}

/** What has been typed stays while another page is looked at or a session is renewed, for the same user alone; a reload forgets it. */
export function useDraft() {
  const userId = useQueryClient().getQueryData(meQuery.queryKey)?.userId;
  const current = () => (kept?.userId === userId ? kept?.draft : undefined) ?? NEW;
  return {
    draft: useSyncExternalStore(subscribe, current),
    change: (changed: Partial<Draft>) => keep({ userId, draft: { ...current(), ...changed } }),
    /** Instead of all that was there. */
    begin: (draft: Partial<Draft> = {}) => keep({ userId, draft: { ...NEW, ...draft } }),
  };
}
