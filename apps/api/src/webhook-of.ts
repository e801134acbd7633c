import { type Db, type EndpointKey, type EndpointRow, findEndpoint } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { found } from './ownership.ts';

/** A webhook that the user has made: one that generations name takes nothing but being read, redelivered and deleted. */
export async function ownWebhook(db: Db, key: EndpointKey): Promise<EndpointRow> {
  const row = found(await findEndpoint(db, key), 'webhook');
  if (!row.oneOff) return row;
  const message =
    'It belongs to the generations that name its address: make a webhook of its own by POST /v1/webhooks.';
  throw new Fault('webhook_one_off', message);
}
