import type {
  Delivery,
  NewWebhook,
  Page,
  Webhook,
  WebhookChange,
  WebhookWithSecret,
  WholeDelivery,
} from '@proofsheet/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

const ROOT = '/v1/webhooks';
/** As many as a user may have. */
const MOST = 50;
const PAGE = 25;
/** While something is on its way. No event tells of deliveries: each would be one more to deliver. */
const WATCH_MS = 2_000;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) =>
    server
      .call<Page<Webhook>>({ method: 'GET', path: ROOT, query: { limit: MOST }, signal })
      .then(({ items }) => items),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', id],
    queryFn: ({ signal }) => server.call<Webhook>({ method: 'GET', path: `${ROOT}/${id}`, signal }),
  });

export const createWebhook = (webhook: NewWebhook): Promise<WebhookWithSecret> =>
  server.call({ method: 'POST', path: ROOT, json: webhook });

export const changeWebhook = (id: string, change: WebhookChange): Promise<Webhook> =>
  server.call({ method: 'PATCH', path: `${ROOT}/${id}`, json: change });

export const deleteWebhook = (id: string): Promise<void> => server.call({ method: 'DELETE', path: `${ROOT}/${id}` });

/** With the secret before signing as well for so long. */
export const rotateSecret = (id: string, overlapSeconds: number): Promise<{ readonly secret: string }> =>
  server.call({ method: 'POST', path: `${ROOT}/${id}/secret`, json: { overlapSeconds } });

/** The secret of all addresses that orders name themselves. */
export const defaultSecretQuery = queryOptions({
  queryKey: ['default-secret'],
  queryFn: ({ signal }) =>
    server.call<{ readonly secret: string; readonly previousSecretUntil: string | null }>({
      method: 'GET',
      path: `${ROOT}/default/secret`,
      signal,
    }),
  // Nobody leaves it on a page that is not looked at.
  gcTime: 0,
  staleTime: 0,
});

export const testWebhook = (id: string): Promise<Delivery> =>
  server.call({ method: 'POST', path: `${ROOT}/${id}/test` });

export const deliveriesQuery = (id: string, status: Delivery['status'] | undefined) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', id, 'deliveries', status ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Delivery>>({
        method: 'GET',
        path: `${ROOT}/${id}/deliveries`,
        query: { limit: PAGE, cursor: pageParam ?? undefined, status },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: WATCH_MS * 2,
  });

export const deliveryQuery = ({ id, webhookId }: Pick<Delivery, 'id' | 'webhookId'>) =>
  queryOptions({
    queryKey: ['webhooks', webhookId, 'delivery', id],
    queryFn: ({ signal }) =>
      server.call<WholeDelivery>({ method: 'GET', path: `${ROOT}/${webhookId}/deliveries/${id}`, signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? WATCH_MS : false),
  });

export const redeliver = ({ id, webhookId }: Delivery): Promise<Delivery> =>
  server.call({ method: 'POST', path: `${ROOT}/${webhookId}/deliveries/${id}/redeliver` });

/** All that failed since then, and what it was never told of. */
export const redeliverSince = (id: string, since: Date): Promise<{ readonly deliveries: number }> =>
  server.call({ method: 'POST', path: `${ROOT}/${id}/redeliver`, json: { since: since.toISOString() } });

export function isUnderWay({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'PENDING' || status === 'DELIVERING';
}
