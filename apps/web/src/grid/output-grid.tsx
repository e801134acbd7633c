import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { Collection, GridList, GridListItem, Virtualizer } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import type { OutputFilters } from '../server/output-filters.ts';
import type { OutlinedPage } from '../server/outputs.ts';
import { CellLink } from './cell-link.tsx';
import { type Cell, useCells } from './cells.ts';
import { shownRatio } from './geometry.ts';
import { JustifiedLayout } from './justified-layout.ts';
import { nameOf, Picture } from './picture.tsx';
import { useEnds } from './use-ends.ts';
import { useFewAtFirst } from './use-few-at-first.ts';
import { useGeometry } from './use-geometry.ts';
import { useNarrow } from './use-narrow.ts';
import { usePlaces } from './use-places.ts';
import { useReturn } from './use-return.ts';
import { useScrollbar } from './use-scrollbar.ts';
import { useSeen } from './use-seen.ts';

export interface OutputGridProps {
  readonly filters: OutputFilters;
  readonly pages: readonly OutlinedPage[];
}

const WIDE = { rowHeight: 220, spacing: 8, tolerance: 0.25 };
/** One wide picture fills a phone, or two do. */
const NARROW = { rowHeight: 130, spacing: 4, tolerance: 0.5 };

/** All pictures, in rows. Enter or a click opens the proof sheet of one. */
export function OutputGrid({ filters, pages }: OutputGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  useScrollbar(scroller);
  const navigate = useNavigate();
  const narrow = useNarrow();
  const rows = narrow ? NARROW : WIDE;
  const geometry = useGeometry(scroller, pages, rows);
  const seen = useSeen(scroller, geometry);
  const [focused, setFocused] = useState<string>();
  const { cells, error, again } = useCells(filters, pages, { ...seen, focused });
  useReturn(scroller, `pictures ${JSON.stringify(filters)}`, geometry !== undefined);
  usePlaces(scroller, cells, geometry?.count ?? 0);
  const toEnd = useEnds(scroller, cells, geometry);
  const placed = useMemo(() => (geometry ? { geometry } : undefined), [geometry]);
  const drawn = useFewAtFirst(cells);
  return (
    <>
      {error ? <Failure error={error} again={again} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it listens for the grid within. */}
      <div
        className="grid-frame"
        onKeyDownCapture={toEnd}
        onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-key]')?.dataset.key)}
      >
        <Virtualizer layout={JustifiedLayout} {...(placed ? { layoutOptions: placed } : {})}>
          <GridList
            ref={scroller}
            aria-label="Pictures"
            layout="grid"
            className="grid"
            selectionMode="none"
            // Its link is for pointers: arrow keys lead from picture to picture.
            keyboardNavigationBehavior="tab"
            onAction={(key) => {
              const output = cells.find((cell) => cell.key === key)?.output;
              if (output) navigate({ to: '/sheets/$id', params: { id: output.generationId }, hash: output.id });
            }}
          >
            <Collection items={placed ? drawn : []}>{(cell: Cell) => placeOf(cell, rows.rowHeight)}</Collection>
          </GridList>
        </Virtualizer>
      </div>
    </>
  );
}

/** No component: the collection gives the cell to what it gets. */
function placeOf({ key, output }: Cell, rowHeight: number) {
  if (!output) return <GridListItem id={key} textValue="Not loaded yet" className="cell waiting" />;
  return (
    <GridListItem id={key} textValue={nameOf(output)} className="cell">
      <CellLink href={`/sheets/${output.generationId}#${output.id}`}>
        <Picture output={output} width={rowHeight * shownRatio(output) * 1.2} alt={nameOf(output)} />
        <span className="caption" aria-hidden="true">
          {output.format}
          {output.favourite ? <span className="mark">★</span> : null}
        </span>
      </CellLink>
    </GridListItem>
  );
}
