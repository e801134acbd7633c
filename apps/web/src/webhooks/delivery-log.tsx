import type { DeliveryAttempt, WholeDelivery } from '@proofsheet/client';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../controls/button.tsx';
import { Moment } from '../controls/moment.tsx';
import { inWords } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';
import { isUnderWay, redeliver, webhooksQuery } from '../server/webhooks.ts';

/** Each attempt with its answer, and what is sent. */
export function DeliveryLog({ delivery }: { readonly delivery: WholeDelivery }) {
  const { id, log, request } = delivery;
  return (
    <div className="log">
      {log.length === 0 ? <p className="over">Nothing was sent yet.</p> : <Attempts log={log} />}
      <h4 className="over">Request</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the page is scrolled by keyboard, too. */}
      <pre tabIndex={0}>
        {Object.entries(request.headers)
          .map(([name, value]) => `${name}: ${value}\n`)
          .join('')}
        {`\n${JSON.stringify(request.body, null, 2)}`}
      </pre>
      <Redeliver delivery={delivery} />
      <span className="over mono">{id}</span>
    </div>
  );
}

function Attempts({ log }: { readonly log: readonly DeliveryAttempt[] }) {
  return (
    <table className="facts-table">
      <thead>
        <tr>
          <th scope="col">Attempt</th>
          <th scope="col">Time</th>
          <th scope="col">Status</th>
          <th scope="col">Duration</th>
          <th scope="col">Answer</th>
        </tr>
      </thead>
      <tbody>
        {log.map(({ attempt, startedAt, status, durationMs, error, answer }) => (
          <tr key={`${attempt} ${startedAt}`}>
            <td>{attempt}</td>
            <td>
              <Moment at={startedAt} />
            </td>
            <td className={status !== null && status < 300 ? 'good' : 'poor'}>{status ?? 'none'}</td>
            <td>{durationMs} ms</td>
            <td className="mono">{error ?? answer}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Redeliver({ delivery }: { readonly delivery: WholeDelivery }) {
  const queries = useQueryClient();
  const again = useSending({
    mutationFn: () => redeliver(delivery),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...webhooksQuery.queryKey, delivery.webhookId] }),
  });
  return (
    <div className="row">
      <Button isBusy={again.isPending} isDisabled={isUnderWay(delivery)} onPress={() => again.mutate()}>
        Redeliver
      </Button>
      {again.error ? (
        <span role="alert" className="wrong">
          {inWords(again.error)}
        </span>
      ) : null}
    </div>
  );
}
