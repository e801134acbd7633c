import type { Output } from '@proofsheet/client';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { OutputFilters } from '../server/output-filters.ts';
import { type OutlinedPage, pageQuery } from '../server/outputs.ts';
import type { Seen } from './use-seen.ts';

/** One place of the list, and the picture that is there, once it is read. */
export interface Cell {
  /** The same while pictures are added before it. */
  readonly key: string;
  readonly index: number;
  readonly output: Output | undefined;
}

/** Of each page the place of its first picture, and behind the last page the number of all. */
export function startsOf(pages: readonly OutlinedPage[]): number[] {
  const starts = [0];
  for (const { ratios } of pages) starts.push((starts.at(-1) ?? 0) + ratios.length);
  return starts;
}

/** The cells near the view, and the one with the focus. Pages are read when the view rests on them. */
export function useCells(
  filters: OutputFilters,
  pages: readonly OutlinedPage[],
  { near, resting, focused }: Seen & { readonly focused: string | undefined },
): { readonly cells: readonly Cell[]; readonly error: Error | null; readonly again: () => void } {
  const queries = useQueryClient();
  const starts = useMemo(() => startsOf(pages), [pages]);
  const wanted = pagesOf(starts, resting).flatMap((page) => pages[page] ?? []);
  const results = useQueries({ queries: wanted.map((page) => pageQuery(filters, page)) });
  const read = new Map(wanted.map(({ id }, place) => [id, results[place]?.data]));
  const known = useRef(new Map<string, Cell>());
  const cells: Cell[] = [];
  for (const number of pagesOf(starts, near)) {
    const page = pages[number];
    if (!page) continue;
    const outputs = read.get(page.id) ?? queries.getQueryData(pageQuery(filters, page).queryKey);
    const start = starts[number] ?? 0;
    const last = Math.min(near.last, start + page.ratios.length - 1);
    for (let index = Math.max(near.first, start); index <= last; index += 1) {
      const key = `${page.id}:${page.ratios.length - (index - start)}`;
      const output = outputs?.[index - start];
      const before = known.current.get(key);
      cells.push(before && before.output === output && before.index === index ? before : { key, index, output });
    }
  }
  const kept = focused === undefined ? undefined : known.current.get(focused);
  if (kept && (kept.index < near.first || kept.index > near.last)) cells.push(kept);
  known.current = new Map(cells.map((cell) => [cell.key, cell]));
  const failed = results.filter(({ isError }) => isError);
  return {
    cells,
    error: failed[0]?.error ?? null,
    again: () => {
      for (const { refetch } of failed) void refetch();
    },
  };
}

/** The numbers of the pages that lie between two places. */
function pagesOf(
  starts: readonly number[],
  { first, last }: { readonly first: number; readonly last: number },
): number[] {
  const numbers: number[] = [];
  for (let page = 0; page < starts.length - 1; page += 1) {
    if ((starts[page] ?? 0) > last) break;
    if ((starts[page + 1] ?? 0) > first) numbers.push(page);
  }
  return numbers;
}
