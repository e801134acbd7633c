import type { ReviewPin } from '@proofsheet/client';
import { keepInTab, keptInTab } from '../shell/tab-storage.ts';

interface Draft {
  readonly text: string;
  readonly pin: ReviewPin | undefined;
}

/** What is being written of each picture, by its id. */
export interface Drafts {
  get(outputId: string): Draft | undefined;
  set(outputId: string, draft: Draft): void;
}

/** It stays while other pictures are looked at, and over a reload. */
export function draftsOf(linkId: string): Drafts {
  const name = `review.${linkId}`;
  const drafts = new Map<string, Draft>(keptInTab<[string, Draft][]>(name));
  return {
    get: (outputId) => drafts.get(outputId),
    set(outputId, draft) {
      if (draft.text === '' && draft.pin === undefined) drafts.delete(outputId);
      else drafts.set(outputId, draft);
      keepInTab(name, [...drafts]);
    },
  };
}
