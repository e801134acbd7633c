import type { OperatorQueues } from '@proofsheet/client';
import { Sparkline } from './sparkline.tsx';

const SHOWN = [
  { of: 'created', name: 'Ordered' },
  { of: 'completed', name: 'Completed' },
  { of: 'failed', name: 'Failed' },
] as const;

/** What came in and went out in the last half an hour, by the minute. */
export function Rates({ minutes }: Pick<OperatorQueues, 'minutes'>) {
  const most = Math.max(...minutes.flatMap(({ created, completed, failed }) => [created, completed, failed]));
  return (
    <section className="rates" aria-label="Orders by the minute">
      {SHOWN.map(({ of, name }) => {
        const values = minutes.map((minute) => minute[of]);
        return (
          <div key={of} className={`panel rate ${of}`}>
            <span className="over">{name}</span>
            <span>
              <b>{rateOf(values)}</b> <span className="over">a minute</span>
            </span>
            <Sparkline values={values} most={most} />
          </div>
        );
      })}
      <table className="unseen">
        <caption>Orders of the last half an hour, by the minute</caption>
        <thead>
          <tr>
            <th scope="col">Minute</th>
            {SHOWN.map(({ of, name }) => (
              <th key={of} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {minutes.map((minute) => (
            <tr key={minute.minute}>
              <th scope="row">{new Date(minute.minute).toLocaleTimeString(undefined, { timeStyle: 'short' })}</th>
              {SHOWN.map(({ of }) => (
                <td key={of}>{minute[of]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const LATELY = 5;

/** Of the last whole minutes: the present one has only begun. */
function rateOf(values: readonly number[]): string {
  const last = values.slice(-LATELY - 1, -1);
  const mean = last.reduce((sum, value) => sum + value, 0) / Math.max(last.length, 1);
  return mean.toLocaleString(undefined, { maximumFractionDigits: 1 });
}
