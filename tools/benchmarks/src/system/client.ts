import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchedSystem } from './start.ts';

interface Submitted {
  readonly id: string;
  /** When the 202 had arrived, in milliseconds of this machine's clock. */
  readonly answeredAt: number;
}

/** Calls the API as a client does, and waits by the rows, which costs the system less than asking over HTTP. */
export function clientOf({ api, key, db }: BenchedSystem) {
  const authorization = `Bearer ${key}`;
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
    async upload(path: string, role: string): Promise<string> {
      const form = new FormData();
      form.append('role', role);
      form.append('file', await openAsBlob(path), basename(path));
      const answer = await fetch(`${api}/v1/assets`, { method: 'POST', headers: { authorization }, body: form });
      const { assets } = (await accepted(answer)) as { assets: { id: string }[] };
      const id = assets[0]?.id ?? '';
      await tableUntil('Asset', [id], 'READY');
      return id;
    },
    async submit(order: unknown): Promise<Submitted> {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${api}/v1/generations`, { method: 'POST', headers, body: JSON.stringify(order) });
      const answeredAt = Date.now();
      const { id } = (await accepted(answer)) as { id: string };
      return { id, answeredAt };
    },
    untilCompleted: (ids: readonly string[]) => tableUntil('Generation', ids, 'COMPLETED'),
  };
}

async function accepted(answer: Response): Promise<unknown> {
  if (!answer.ok) throw new Error(`the API answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
