import { useQuery } from '@tanstack/react-query';
import { Failure } from '../controls/failure.tsx';
import { Failures } from '../operators/failures.tsx';
import { Queues } from '../operators/queues.tsx';
import { Rates } from '../operators/rates.tsx';
import { Search } from '../operators/search.tsx';
import { queuesQuery } from '../server/operators.ts';
import { meQuery } from '../server/session.ts';
import { NothingHere } from './not-found.tsx';
import '../styles/panels.css';
import '../styles/operators.css';

/** How it stands with everybody's work, and the way to one job of it. */
export function OperatorsPage() {
  const { data: me } = useQuery(meQuery);
  const isOperator = me?.operator === true;
  const { data, error, refetch } = useQuery({ ...queuesQuery, enabled: isOperator });
  if (me && !isOperator) return <NothingHere />;
  return (
    <>
      <title>Operators · Proofsheet</title>
      <div className="head">
        <h1>Operators</h1>
        {me?.boardUrl ? (
          <a className="button" href={me.boardUrl} target="_blank" rel="noreferrer">
            Bull Board
          </a>
        ) : null}
      </div>
      {error ? <Failure error={error} again={() => refetch()} /> : null}
      {data ? (
        <>
          <Rates minutes={data.minutes} />
          <Queues queues={data.queues} problem={data.queueProblem} />
          <Failures failures={data.failures} />
        </>
      ) : null}
      <Search />
    </>
  );
}
