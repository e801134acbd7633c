import type { OperatorQueues } from '@proofsheet/client';
import { Link } from '@tanstack/react-router';

/** Each code leads to the generations that failed with it. */
export function Failures({ failures }: Pick<OperatorQueues, 'failures'>) {
  return (
    <section className="panel" aria-labelledby="failures">
      <h2 id="failures">Failures</h2>
      {failures.length === 0 ? (
        <p className="over">No order has failed in the last day.</p>
      ) : (
        <table className="facts-table">
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col" className="number">
                Last hour
              </th>
              <th scope="col" className="number">
                Last day
              </th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ code, lastHour, lastDay }) => (
              <tr key={code}>
                <th scope="row">
                  <Link to="/operators" search={{ code }} hash="search" className="mono">
                    {code}
                  </Link>
                </th>
                <td className={lastHour > 0 ? 'number poor' : 'number'}>{lastHour.toLocaleString()}</td>
                <td className="number">{lastDay.toLocaleString()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
