import type { FoundGeneration } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Badge } from '../controls/badge.tsx';
import { Moment } from '../controls/moment.tsx';
import { meQuery } from '../server/session.ts';

const LOOKS: Readonly<Record<FoundGeneration['status'], 'good' | 'fair' | 'poor' | 'quiet'>> = {
  PENDING: 'fair',
  PROCESSING: 'fair',
  COMPLETED: 'good',
  FAILED: 'poor',
  CANCELLED: 'quiet',
};

export function Found({ generations }: { readonly generations: readonly FoundGeneration[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keyboard, too.
    <section className="scrolled" aria-label="Orders that were found" tabIndex={0}>
      <table className="facts-table">
        <thead>
          <tr>
            <th scope="col">Order</th>
            <th scope="col">Status</th>
            <th scope="col">User</th>
            <th scope="col">Attempt</th>
            <th scope="col">Created</th>
            <th scope="col">Job</th>
          </tr>
        </thead>
        <tbody>
          {generations.map((generation) => (
            <Row key={generation.id} generation={generation} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The sheet is shown to whose it is alone. */
function Row({ generation }: { readonly generation: FoundGeneration }) {
  const { data: me } = useQuery(meQuery);
  const { id, userId, status, error, attempt, createdAt, boardUrl, jobId } = generation;
  return (
    <tr>
      <th scope="row" className="mono">
        {userId === me?.userId ? (
          <Link to="/sheets/$id" params={{ id }}>
            {id}
          </Link>
        ) : (
          id
        )}
      </th>
      <td>
        <Badge look={LOOKS[status]}>{status.toLowerCase()}</Badge>
        {error ? (
          <>
            <span className="mono why">{error.code}</span>
            <span className="why">{error.message}</span>
          </>
        ) : null}
      </td>
      <td className="mono">
        <Link to="/operators" search={{ user: userId }} hash="search">
          {userId}
        </Link>
      </td>
      <td>{attempt}</td>
      <td>
        <Moment at={createdAt} />
      </td>
      <td>
        {boardUrl ? (
          <a href={boardUrl} target="_blank" rel="noreferrer" aria-label={`Job of ${id} in Bull Board`}>
            Job
          </a>
        ) : (
          <span className="mono">{jobId}</span>
        )}
      </td>
    </tr>
  );
}
