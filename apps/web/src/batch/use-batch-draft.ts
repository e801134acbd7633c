import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery } from '../server/session.ts';
import type { Settings } from './requests.ts';
import { type Row, withRoom } from './rows.ts';

type Rows = readonly Row[];

interface BatchDraft {
  readonly settings: Settings;
  readonly rows: Rows;
  /** What the table was before each change, the last one last; and what it was before that was taken back. */
  readonly past: readonly Rows[];
  readonly future: readonly Rows[];
}

const SETTINGS: Settings = { kind: 'AD', projectId: undefined, variants: 2 };
/** Rows that did not change are the same objects in all of them. */
const MOST_STEPS = 100;

let kept: { readonly userId: string | undefined; readonly draft: BatchDraft } | undefined;

/** What has been typed stays while another page is looked at, for the same user alone; a reload forgets it. */
export function useBatchDraft() {
  const userId = useQueryClient().getQueryData(meQuery.queryKey)?.userId;
  const [draft, setDraft] = useState<BatchDraft>(() =>
    kept && kept.userId === userId ? kept.draft : { settings: SETTINGS, rows: withRoom([]), past: [], future: [] },
  );
  const keep = (changed: (before: BatchDraft) => Partial<BatchDraft>) =>
    setDraft((before) => {
      const next = { ...before, ...changed(before) };
      kept = { userId, draft: next };
      return next;
    });
  return {
    draft,
    /** What the table would be, one step back or forth. */
    steps: { back: draft.past.at(-1), forth: draft.future.at(-1) },
    setSettings: (settings: Settings) => keep(() => ({ settings })),
    setRows: (rows: Rows) =>
      keep((before) => ({ rows, past: [...before.past, before.rows].slice(-MOST_STEPS), future: [] })),
    goBack: () =>
      keep(({ rows, past, future }) => ({
        ...{ rows: past.at(-1) ?? rows, past: past.slice(0, -1) },
        future: past.length === 0 ? future : [...future, rows],
      })),
    goForth: () =>
      keep(({ rows, past, future }) => ({
        ...{ rows: future.at(-1) ?? rows, future: future.slice(0, -1) },
        past: future.length === 0 ? past : [...past, rows],
      })),
    forget() {
      kept = undefined;
    },
  };
}
