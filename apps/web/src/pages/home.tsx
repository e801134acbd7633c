import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Failure } from '../controls/failure.tsx';
import { OutputGrid } from '../grid/output-grid.tsx';
import { Chips } from '../home/chips.tsx';
import { FilterBar } from '../home/filter-bar.tsx';
import { given, type OutputFilters } from '../server/output-filters.ts';
import { outlineQuery } from '../server/outputs.ts';
import { Later } from '../shell/later.tsx';
import '../styles/home.css';

/** Every finished picture, the newest first. */
export function HomePage() {
  const search = useSearch({ from: '/signed-in/' });
  const filters = useMemo(() => given(search), [search]);
  const navigate = useNavigate({ from: '/' });
  const { data: pages, error, refetch } = useQuery(outlineQuery(filters));
  const change = useCallback(
    (changed: OutputFilters) =>
      navigate({ to: '/', search: (before) => given({ ...before, ...changed }), replace: true }),
    [navigate],
  );
  const filtered = Object.keys(filters).length > 0;
  const count = pages?.reduce((sum, { ratios }) => sum + ratios.length, 0);
  return (
    <>
      <title>Pictures · Proofsheet</title>
      <div className="head home-head">
        <h1>Pictures</h1>
        <span role="status" className="total">
          {count === undefined ? '' : `${count.toLocaleString()} ${count === 1 ? 'picture' : 'pictures'}`}
        </span>
        {filtered || count !== 0 ? <FilterBar filters={filters} onChange={change} /> : null}
      </div>
      {filtered ? <Chips filters={filters} onChange={change} /> : null}
      {error ? <Failure error={error} again={() => refetch()} /> : null}
      {count === 0 ? <Nothing filtered={filtered} /> : null}
      {pages === undefined && !error ? <Waiting /> : null}
      {pages && count !== 0 ? (
        <Later before={<Waiting />}>
          <OutputGrid key={JSON.stringify(filters)} filters={filters} pages={pages} />
        </Later>
      ) : null}
    </>
  );
}

function Waiting() {
  return <div className="grid-waiting" role="status" aria-label="Loading pictures" />;
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
