import type { Output } from '@proofsheet/client';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { Collection, GridList, GridListItem, GridListLoadMoreItem, Virtualizer } from 'react-aria-components';
import { JustifiedLayout, shownRatio } from './justified-layout.ts';
import { Picture } from './picture.tsx';

export interface OutputGridProps {
  readonly outputs: readonly Output[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

/** All pictures, in rows. Enter or a click opens the proof sheet of one. */
export function OutputGrid({ outputs, more, loading, onMore }: OutputGridProps) {
  const navigate = useNavigate();
  const narrow = useNarrow();
  const rows = useMemo(() => ({ rowHeight: narrow ? 120 : 220, spacing: narrow ? 4 : 8 }), [narrow]);
  return (
    <Virtualizer layout={JustifiedLayout} layoutOptions={rows}>
      <GridList
        aria-label="Pictures"
        layout="grid"
        className="grid"
        selectionMode="none"
        onAction={(key) => {
          const output = outputs.find(({ id }) => id === key);
          if (output) navigate({ to: '/sheets/$id', params: { id: output.generationId }, hash: output.id });
        }}
      >
        <Collection items={outputs}>
          {(output) => (
            <GridListItem id={output.id} textValue={nameOf(output)} className="cell">
              <Picture output={output} width={rows.rowHeight * shownRatio(output) * 1.2} alt={nameOf(output)} />
              <span className="caption" aria-hidden="true">
                {output.format}
                {output.favourite ? <span className="mark">★</span> : null}
              </span>
            </GridListItem>
          )}
        </Collection>
        {more ? (
          <GridListLoadMoreItem className="loader" isLoading={loading} onLoadMore={onMore} scrollOffset={2}>
            Loading more …
          </GridListLoadMoreItem>
        ) : null}
      </GridList>
    </Virtualizer>
  );
}

function nameOf({ template, format, width, height }: Output): string {
  return `${template}, ${format}, ${width} × ${height}`;
}

const NARROW = '(max-width: 40rem)';

function useNarrow(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => matchMedia(NARROW).matches,
  );
}
