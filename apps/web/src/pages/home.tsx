import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Failure } from '../controls/failure.tsx';
import { OutputGrid } from '../grid/output-grid.tsx';
import { type OutputFilters, outputsQuery } from '../server/outputs.ts';

const ALL = 'ALL';

/** Every finished picture, the newest first. */
export function HomePage() {
  const filters = useSearch({ from: '/signed-in/' });
  const list = useInfiniteQuery(outputsQuery(filters));
  const outputs = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  return (
    <>
      <title>Pictures · Proofsheet</title>
      <div className="head">
        <h1>Pictures</h1>
        <Filters filters={filters} />
      </div>
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && outputs.length === 0 ? <Nothing filtered={Object.keys(filters).length > 0} /> : null}
      {outputs.length > 0 ? (
        <OutputGrid
          outputs={outputs}
          more={list.hasNextPage}
          loading={list.isFetchingNextPage}
          onMore={() => list.fetchNextPage()}
        />
      ) : null}
    </>
  );
}

function Filters({ filters }: { readonly filters: OutputFilters }) {
  const navigate = useNavigate({ from: '/' });
  const show = (search: OutputFilters) => navigate({ to: '/', search, replace: true });
  return (
    <div className="filters">
      <ToggleButtonGroup
        aria-label="Kind"
        className="segments"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filters.kind ?? ALL]}
        onSelectionChange={([kind]) =>
          show({ ...filters, kind: kind === 'AD' || kind === 'THUMBNAIL' ? kind : undefined })
        }
      >
        <ToggleButton id={ALL}>All</ToggleButton>
        <ToggleButton id="THUMBNAIL">Thumbnails</ToggleButton>
        <ToggleButton id="AD">Ads</ToggleButton>
      </ToggleButtonGroup>
      <ToggleButton
        className="segment"
        isSelected={filters.favourite === true}
        onChange={(favourite) => show({ ...filters, favourite: favourite || undefined })}
      >
        ★ Favourites
      </ToggleButton>
    </div>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <div className="empty">
        <p>No picture is like this.</p>
        <Link to="/">Show all</Link>
      </div>
    );
  return (
    <div className="empty">
      <h2>Your first picture is a minute away</h2>
      <p>Upload a photograph, write a headline, and choose among the proofs.</p>
      <Link to="/create" className="button main">
        Create pictures
      </Link>
    </div>
  );
}
