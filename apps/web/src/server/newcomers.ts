import type { QueryClient } from '@tanstack/react-query';
import type { OutputFilters } from './output-filters.ts';
import { OUTLINES, type OutlinedPage, outputsOf } from './outputs.ts';

/** More at once are asked for with the whole outline. */
const FEW = 5;

/** What was made meanwhile stands before the lists that are open; nothing that they hold is asked for again. */
export async function showFinished(queries: QueryClient, generationIds: readonly string[]): Promise<void> {
  const open = { queryKey: OUTLINES, type: 'active' } as const;
  await queries.invalidateQueries({ queryKey: OUTLINES, refetchType: generationIds.length > FEW ? 'active' : 'none' });
  if (generationIds.length > FEW) return;
  for (const { queryKey } of queries.getQueryCache().findAll(open)) {
    for (const generationId of generationIds) await prepend(queries, queryKey, generationId);
  }
}

async function prepend(queries: QueryClient, queryKey: readonly unknown[], generationId: string): Promise<void> {
  const items = await outputsOf(queryKey[2] as OutputFilters, generationId);
  const [newest] = items;
  if (!newest) return;
  const shown = queries.getQueryData<readonly OutlinedPage[]>(queryKey) ?? [];
  const before = shown[0]?.createdAt ?? '';
  // A retry, or one that ended while a later one was committed: its place is not the first.
  if (items.some(({ createdAt }) => createdAt <= before)) {
    await queries.invalidateQueries({ queryKey });
    return;
  }
  const ratios = items.map(({ width, height }) => width / height);
  const page = { id: generationId, cursor: null, createdAt: newest.createdAt, ratios, items };
  queries.setQueryData<readonly OutlinedPage[]>(queryKey, [page, ...shown]);
}
