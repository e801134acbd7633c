import type { Batch, Generation } from '@proofsheet/client';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ProgressBar } from 'react-aria-components';
import { Badge } from '../controls/badge.tsx';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { batchArchiveOf, batchQuery, batchSheetsQuery, endedOf } from '../server/batches.ts';
import { inWords, isGone, server } from '../server/client.ts';
import { NothingHere } from './not-found.tsx';
import '../styles/batch.css';

/** A batch as it is made: how far it is, and its proof sheets. */
export function BatchProgressPage() {
  const { id } = useParams({ from: '/signed-in/batches/$id' });
  const { data: batch, error, refetch } = useQuery(batchQuery(id));
  if (isGone(error)) return <NothingHere />;
  if (error && !batch) return <Failure error={error} again={refetch} />;
  if (!batch) return <div className="quiet" role="status" aria-label="Loading" />;
  const name = batch.total === 1 ? 'One proof sheet' : `${batch.total.toLocaleString()} proof sheets`;
  return (
    <>
      <title>{`${name} · Proofsheet`}</title>
      <div className="head">
        <div>
          <p className="over">
            <Link to="/batch">Many at once</Link> /{' '}
            {new Date(batch.createdAt).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
          </p>
          <h1>{name}</h1>
        </div>
        <Actions batch={batch} />
      </div>
      <Progress batch={batch} />
      <Sheets batch={batch} />
    </>
  );
}

function Actions({ batch }: { readonly batch: Batch }) {
  const queries = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => server.batches.cancel(batch.id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['generations', { batchId: batch.id }] });
      return queries.invalidateQueries({ queryKey: ['batch', batch.id] });
    },
  });
  return (
    <div className="actions">
      {cancel.error ? <p role="alert">{inWords(cancel.error)}</p> : null}
      {batch.status === 'RUNNING' ? (
        <Button onPress={() => cancel.mutate()} isBusy={cancel.isPending}>
          Cancel what is left
        </Button>
      ) : null}
      {batch.counts.completed > 0 ? (
        <a className="button main" href={batchArchiveOf(batch.id)} download>
          Download all
        </a>
      ) : null}
    </div>
  );
}

function Progress({ batch }: { readonly batch: Batch }) {
  const { total, counts, status } = batch;
  const ended = endedOf(batch);
  const rest = [
    counts.failed > 0 ? `${counts.failed} failed` : '',
    counts.cancelled > 0 ? `${counts.cancelled} cancelled` : '',
  ];
  const said = [`${counts.completed} of ${total} are ready`, ...rest.filter((one) => one !== '')].join(', ');
  return (
    <ProgressBar className="progress" aria-label="Progress of the batch" value={ended} maxValue={total}>
      {({ percentage = 0 }) => (
        <>
          <span role="status">{said}</span>
          {status === 'RUNNING' ? (
            <span className="track">
              <span className="fill" style={{ width: `${percentage}%` }} />
            </span>
          ) : null}
        </>
      )}
    </ProgressBar>
  );
}

const STATUS: Readonly<
  Record<Generation['status'], readonly [words: string, look: 'good' | 'fair' | 'poor' | 'quiet']>
> = {
  PENDING: ['Waits', 'quiet'],
  PROCESSING: ['Is made', 'fair'],
  COMPLETED: ['Ready', 'good'],
  FAILED: ['Failed', 'poor'],
  CANCELLED: ['Cancelled', 'quiet'],
};

function Sheets({ batch }: { readonly batch: Batch }) {
  const list = useInfiniteQuery(batchSheetsQuery(batch.id, batch.status === 'RUNNING'));
  const sheets = list.data?.pages.flatMap(({ items }) => items) ?? [];
  if (list.error) return <Failure error={list.error} again={() => list.refetch()} />;
  return (
    <>
      <ul className="batch-sheets">
        {sheets.map(({ id, status, spec, error }) => (
          <li key={id}>
            <Link to="/sheets/$id" params={{ id }}>
              <bdi>{spec.copy.headline.replaceAll('**', '')}</bdi>
            </Link>
            <Badge look={STATUS[status][1]}>{STATUS[status][0]}</Badge>
            {error ? <span className="facts">{error.message}</span> : null}
          </li>
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="more">
          <Button onPress={() => list.fetchNextPage()} isBusy={list.isFetchingNextPage}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
