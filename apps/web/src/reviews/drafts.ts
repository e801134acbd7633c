import type { ReviewPin } from '@proofsheet/client';

interface Draft {
  readonly text: string;
  readonly pin: ReviewPin | undefined;
}

/** What is being written of each picture, by its id. */
export interface Drafts {
  get(outputId: string): Draft | undefined;
  set(outputId: string, draft: Draft): void;
}

/**
 * It stays while other pictures are looked at, and over a reload: phones let go of pages that are not in front. Not in another
 * tab, and no longer than this one.
 */
export function draftsOf(linkId: string): Drafts {
  const key = `proofsheet.review.${linkId}`;
  const drafts = new Map<string, Draft>(read(key));
  return {
    get: (outputId) => drafts.get(outputId),
    set(outputId, draft) {
      if (draft.text === '' && draft.pin === undefined) drafts.delete(outputId);
      else drafts.set(outputId, draft);
      try {
        sessionStorage.setItem(key, JSON.stringify([...drafts]));
      } catch {
        // A browser that keeps nothing.
      }
    },
  };
}

function read(key: string): [string, Draft][] {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '[]');
  } catch {
    return [];
  }
}
