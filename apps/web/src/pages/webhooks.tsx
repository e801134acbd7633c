import type { Webhook } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Failure } from '../controls/failure.tsx';
import { webhooksQuery } from '../server/webhooks.ts';
import { DefaultSecret } from '../webhooks/default-secret.tsx';
import { NewEndpoint } from '../webhooks/new-endpoint.tsx';
import { EndpointState } from '../webhooks/state.tsx';
import '../styles/panels.css';
import '../styles/webhooks.css';

/** Where events are sent to. */
export function WebhooksPage() {
  const { data, error, refetch } = useQuery(webhooksQuery);
  return (
    <>
      <title>Webhooks · Proofsheet</title>
      <div className="head">
        <h1>Webhooks</h1>
        <NewEndpoint />
      </div>
      {error ? <Failure error={error} again={() => refetch()} /> : null}
      {data?.length === 0 ? (
        <div className="panel none">
          <h2>Nothing is told of your orders yet</h2>
          <p className="over">
            Add an address of yours, and each event is sent to it, signed, until it is taken: a picture that is made, an
            order that is done or has failed.
          </p>
        </div>
      ) : null}
      <ul className="endpoints">
        {data?.map((webhook) => (
          <Endpoint key={webhook.id} known={webhook} />
        ))}
      </ul>
      <DefaultSecret />
    </>
  );
}

function Endpoint({ known }: { readonly known: Webhook }) {
  const { id, url, description, events } = known;
  return (
    <li>
      <Link to="/webhooks/$id" params={{ id }} className="endpoint">
        <span>
          <b>
            <bdi>{description || url}</bdi>
          </b>
          <span className="facts">
            {description ? `${url} · ` : ''}
            {events === null ? 'all events' : `${events.length} ${events.length === 1 ? 'event' : 'events'}`}
          </span>
        </span>
        <EndpointState {...known} />
      </Link>
    </li>
  );
}
