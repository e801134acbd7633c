import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../server/session.ts';
import type { Settings } from './requests.ts';
import { type Row, withRoom } from './rows.ts';

export interface BatchDraft {
  readonly rows: readonly Row[];
  readonly settings: Settings;
}

const SETTINGS: Settings = { kind: 'AD', projectId: undefined, variants: 2 };

let kept: { readonly userId: string | undefined; readonly draft: BatchDraft } | undefined;

/** What has been typed stays while another page is looked at, for the same user alone; a reload forgets it. */
export function useBatchDraft() {
  const userId = useQueryClient().getQueryData(meQuery.queryKey)?.userId;
  const [draft, setDraft] = useState<BatchDraft>(() =>
    kept && kept.userId === userId ? kept.draft : { rows: withRoom([]), settings: SETTINGS },
  );
  return {
    draft,
    change(changed: Partial<BatchDraft>) {
      setDraft((before) => {
        const next = { ...before, ...changed };
        kept = { userId, draft: next };
        return next;
      });
    },
    forget() {
      kept = undefined;
    },
  };
}
