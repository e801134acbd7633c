import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';
import { batchesQuery, endedOf } from '../server/batches.ts';

/** The batches that were made, the newest first. */
export function EarlierBatches() {
  const list = useInfiniteQuery(batchesQuery);
  const batches = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (batches.length === 0) return null;
  return (
    <section className="earlier" aria-labelledby="earlier">
      <h2 id="earlier">Earlier batches</h2>
      <ul className="earlier-list">
        {batches.map((batch) => (
          <li key={batch.id}>
            <Link to="/batches/$id" params={{ id: batch.id }}>
              {batch.total === 1 ? 'One proof sheet' : `${batch.total.toLocaleString()} proof sheets`}
            </Link>
            <span className="facts">
              {new Date(batch.createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
              {' · '}
              {batch.status === 'RUNNING' ? `${endedOf(batch)} of ${batch.total} done` : doneOf(batch.counts)}
            </span>
          </li>
        ))}
      </ul>
      {list.hasNextPage ? <Button onPress={() => list.fetchNextPage()}>Show more</Button> : null}
    </section>
  );
}

function doneOf({ failed, cancelled }: { readonly failed: number; readonly cancelled: number }): string {
  const rest = [failed > 0 ? `${failed} failed` : '', cancelled > 0 ? `${cancelled} cancelled` : ''];
  return ['done', ...rest.filter((one) => one !== '')].join(', ');
}
