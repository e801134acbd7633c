import { setTimeout as delay } from 'node:timers/promises';
import { type AssetRole, Proofsheet } from '@proofsheet/client';
import { fromPath } from '@proofsheet/client/node';
import type { BenchedSystem } from './start.ts';

interface Submitted {
  readonly id: string;
  /** When the 202 had arrived, in milliseconds of this machine's clock. */
  readonly answeredAt: number;
}

/** Calls the API as a client does, but waits by reading rows, which costs the system less than asking over HTTP. */
export function clientOf({ api, key, db }: BenchedSystem) {
  // What is sent twice is not measured.
  const client = new Proofsheet({ baseUrl: api, apiKey: key, retries: 0 });
  const tableUntil = async (table: 'Asset' | 'Generation', ids: readonly string[], wanted: string) => {
    for (;;) {
      const rows = await db.selectFrom(table).select(['id', 'status']).where('id', 'in', ids).execute();
      const broken = rows.find(({ status }) => status === 'REJECTED' || status === 'FAILED');
      if (broken) throw new Error(`${table} ${broken.id} ended as ${broken.status}`);
      if (rows.length === ids.length && rows.every(({ status }) => status === wanted)) return;
      await delay(20);
    }
  };
  return {
    async upload(path: string, role: AssetRole): Promise<string> {
      const { id } = await client.assets.upload(await fromPath(path), { role });
      await tableUntil('Asset', [id], 'READY');
      return id;
    },
    async submit(order: object): Promise<Submitted> {
      // Without a key, which would be stored with its answer.
      const { id } = await client.call<{ id: string }>({ method: 'POST', path: '/v1/generations', json: order });
      return { id, answeredAt: Date.now() };
    },
    untilCompleted: (ids: readonly string[]) => tableUntil('Generation', ids, 'COMPLETED'),
  };
}
