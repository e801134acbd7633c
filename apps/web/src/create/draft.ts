import type { GenerationKind } from '@proofsheet/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../server/session.ts';

export interface Words {
  readonly headline: string;
  readonly subline: string;
  readonly button: string;
  readonly price: string;
}

export interface Draft {
  readonly kind: GenerationKind;
  readonly words: Words;
  readonly variants: number;
}

const NEW: Draft = { kind: 'THUMBNAIL', words: { headline: '', subline: '', button: '', price: '' }, variants: 4 };

let kept: { readonly userId: string | undefined; readonly draft: Draft } | undefined;

/** What has been typed stays while another page is looked at or a session is renewed, for the same user alone; a reload forgets it. */
export function useDraft() {
  const userId = useQueryClient().getQueryData(meQuery.queryKey)?.userId;
  const [draft, setDraft] = useState(kept?.userId === userId ? (kept?.draft ?? NEW) : NEW);
  return {
    draft,
    change(changed: Partial<Draft>) {
      const next = { ...draft, ...changed };
      kept = { userId, draft: next };
      setDraft(next);
    },
    forget() {
      kept = undefined;
    },
  };
}
