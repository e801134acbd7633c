import type { Webhook } from '@proofsheet/client';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DisclosureGroup, ToggleButton } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { inWords } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';
import { deliveriesQuery, testWebhook } from '../server/webhooks.ts';
import { DeliveryRow } from './delivery-row.tsx';
import { RedeliverFailed } from './redeliver-failed.tsx';

/** What was sent, the newest first, as it happens. */
export function Deliveries({ webhook }: { readonly webhook: Webhook }) {
  const { id } = webhook;
  const { status } = useSearch({ from: '/signed-in/webhooks/$id' });
  const navigate = useNavigate();
  const list = useInfiniteQuery(deliveriesQuery(id, status));
  const deliveries = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section className="panel" aria-label="Deliveries">
      <div className="panel-head row">
        <h2>Deliveries</h2>
        <ToggleButton
          className="segment"
          isSelected={status === 'FAILED'}
          onChange={(failed) =>
            navigate({
              to: '/webhooks/$id',
              params: { id },
              search: { status: failed ? 'FAILED' : undefined },
              replace: true,
            })
          }
        >
          Failed only
        </ToggleButton>
        <span className="row end">
          <RedeliverFailed id={id} />
          <Test webhook={webhook} />
        </span>
      </div>
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && deliveries.length === 0 ? (
        <p className="over">
          {status === 'FAILED' ? 'None has failed.' : 'Nothing was sent yet. A test event shows whether it arrives.'}
        </p>
      ) : null}
      <DisclosureGroup className="deliveries" allowsMultipleExpanded>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} />
        ))}
      </DisclosureGroup>
      {list.hasNextPage ? (
        <Button isBusy={list.isFetchingNextPage} onPress={() => list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}

function Test({ webhook: { id } }: { readonly webhook: Webhook }) {
  const queries = useQueryClient();
  const test = useSending({
    mutationFn: () => testWebhook(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: deliveriesQuery(id, undefined).queryKey.slice(0, 3) }),
  });
  return (
    <>
      {test.error ? (
        <span role="alert" className="wrong">
          {inWords(test.error)}
        </span>
      ) : null}
      <Button isBusy={test.isPending} onPress={() => test.mutate()}>
        Send a test event
      </Button>
    </>
  );
}
