import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Failure } from '../controls/failure.tsx';
import { isGone } from '../server/client.ts';
import { webhookQuery } from '../server/webhooks.ts';
import { Deliveries } from '../webhooks/deliveries.tsx';
import { Settings } from '../webhooks/settings.tsx';
import { EndpointState } from '../webhooks/state.tsx';
import { NothingHere } from './not-found.tsx';
import '../styles/panels.css';
import '../styles/webhooks.css';

/** One address: what it is told of, and what became of each message. */
export function WebhookPage() {
  const { id } = useParams({ from: '/signed-in/webhooks/$id' });
  const { data, error, refetch } = useQuery(webhookQuery(id));
  if (isGone(error)) return <NothingHere />;
  return (
    <>
      <title>Webhook · Proofsheet</title>
      <div>
        <Link to="/webhooks" className="over">
          Webhooks
        </Link>
        <div className="head">
          <h1 dir="auto" className="address">
            {data ? data.description || data.url : 'Webhook'}
          </h1>
          {data ? <EndpointState {...data} /> : null}
        </div>
      </div>
      {error ? <Failure error={error} again={() => refetch()} /> : null}
      {data ? (
        <>
          <Settings webhook={data} />
          <Deliveries webhook={data} />
        </>
      ) : null}
    </>
  );
}
