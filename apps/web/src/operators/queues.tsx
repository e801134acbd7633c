import type { OperatorQueue, OperatorQueues } from '@proofsheet/client';
import { Badge } from '../controls/badge.tsx';
import { durationInWords } from './duration.ts';

/** After so long something is wrong with what waits: no worker, too few, or a pause that was forgotten. */
const LONG_SECONDS = 60;

export function Queues({
  queues,
  problem,
}: {
  readonly queues: OperatorQueues['queues'];
  readonly problem: string | null;
}) {
  return (
    <section className="panel" aria-labelledby="queues">
      <h2 id="queues">Queues</h2>
      {queues === null ? (
        <p role="alert" className="failure">
          {problem} What waits is in the rows, and goes on when it is back.
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keyboard, too.
        <section className="scrolled" aria-label="Queues, as a table" tabIndex={0}>
          <table className="facts-table">
            <thead>
              <tr>
                <th scope="col">Queue</th>
                <th scope="col" className="number">
                  Waiting
                </th>
                <th scope="col" className="number">
                  Active
                </th>
                <th scope="col" className="number">
                  Delayed
                </th>
                <th scope="col" className="number">
                  Failed
                </th>
                <th scope="col">Oldest waits</th>
                <th scope="col">Workers</th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <Row key={queue.name} queue={queue} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function Row({ queue }: { readonly queue: OperatorQueue }) {
  const { name, paused, waiting, active, delayed, failed, oldestWaitingSeconds: oldest, workers } = queue;
  return (
    <tr>
      <th scope="row">
        {name} {paused ? <Badge look="fair">Paused</Badge> : null}
      </th>
      {[waiting, active, delayed, failed].map((count, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that stay where they are.
        <td key={at} className="number">
          {count.toLocaleString()}
        </td>
      ))}
      <td className={oldest !== null && oldest > LONG_SECONDS ? 'poor' : ''}>
        {oldest === null ? '–' : durationInWords(oldest)}
      </td>
      <td title={workers.map(({ address }) => address).join('\n')}>
        {workers.length === 0 ? <Badge look="poor">None</Badge> : <Badge look="good">{workers.length}</Badge>}
      </td>
    </tr>
  );
}
