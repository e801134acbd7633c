import { setTimeout as delay } from 'node:timers/promises';
import sharp from 'sharp';
import type { Tally } from '../tally.ts';
import type { Ledger } from './ledger.ts';
import type { Order } from './orders.ts';
import { type ApiAnswer, type RetryingClient, retryingClient } from './retrying-client.ts';

export interface CustomerTools {
  readonly ledger: Ledger;
  readonly tally: Tally;
  /** Aborted when answers no longer matter. */
  readonly over: AbortSignal;
}

export interface Customer {
  /** Uploads the images that many of its orders share. */
  stockUp(): Promise<void>;
  place(order: Order): Promise<void>;
}

const STOCK = 2;

/** Places orders as a careful client does: a request with an Idempotency-Key is repeated until it is answered. */
export function customer(api: string, apiKey: string, user: number, tools: CustomerTools): Customer {
  const client = retryingClient(api, apiKey);
  const stock: string[] = [];
  return {
    async stockUp() {
      for (let number = 0; number < STOCK; number++) {
        stock.push(...(await upload(client, `${user}-stock-${number}`, false, tools)));
      }
    },
    async place(order) {
      tools.ledger.order({ ticket: order.ticket, mustFail: order.photo === 'broken', lacking: order.lacking });
      const assets = (await picturesFor(client, order, stock, tools)).map((assetId) => ({ assetId }));
      const submission = { path: '/v1/generations', body: { ...order.request, assets }, key: keyOf(order) };
      const send = () => (order.keyed ? client.untilAnswered(submission, tools.over) : client.once(submission));
      const answers = await Promise.all(order.twin ? [send(), send()] : [send()]);
      const [id] = answers.flatMap((answer) => noteAnswer(order, answer, tools) ?? []);
      if (id === undefined) return;
      await Promise.all([
        cancel(client, order, id, tools),
        replay(order, send, tools),
        retry(client, order, id, tools),
      ]);
    },
  };
}

function keyOf({ keyed, ticket }: Order): string | undefined {
  return keyed ? `order-${ticket}` : undefined;
}

function noteAnswer(order: Order, answer: ApiAnswer | undefined, { ledger, tally }: CustomerTools): string | undefined {
  if (answer?.status === 202) {
    const { id } = answer.body as { id: string };
    ledger.accept(order.ticket, id);
    return id;
  }
  // Its image was seen to be broken before it was submitted.
  if (order.photo === 'broken' && said(answer).includes('asset_rejected')) return undefined;
  if (answer === undefined || answer.status >= 500 || answer.status === 429) tally.add('orders given up');
  else ledger.surprise(order.ticket, `its submission was answered ${said(answer)}`);
  return undefined;
}

async function picturesFor(
  client: RetryingClient,
  { ticket, photo, request }: Order,
  stock: readonly string[],
  tools: CustomerTools,
): Promise<string[]> {
  if (photo === 'none') return [];
  if (photo === 'known') return stock.slice(request.seed % STOCK).slice(0, 1);
  return upload(client, ticket, photo === 'broken', tools);
}

/** The id of the asset; none when the answer was not 201, which the ledger then has as a surprise. */
async function upload(
  client: RetryingClient,
  ticket: string,
  broken: boolean,
  { ledger, tally, over }: CustomerTools,
): Promise<string[]> {
  const bytes = await (broken ? brokenPhotoFor(ticket) : photoFor(ticket));
  const form = new FormData();
  form.append('role', 'PRODUCT');
  form.append('file', new Blob([new Uint8Array(bytes)]), `${ticket}.jpg`);
  const answer = await client.untilAnswered({ path: '/v1/assets', key: `photo-${ticket}`, body: form }, over);
  if (answer.status !== 201) {
    ledger.surprise(ticket, `its upload was answered ${said(answer)}`);
    return [];
  }
  tally.add('uploads');
  return (answer.body as { assets: { id: string }[] }).assets.map(({ id }) => id);
}

/** 409 means that the generation had already ended, perhaps by a cancellation whose answer was lost. */
async function cancel(client: RetryingClient, { ticket, cancelAfter }: Order, id: string, tools: CustomerTools) {
  if (cancelAfter === undefined) return;
  await delay(cancelAfter);
  const answer = await client.untilAnswered({ path: `/v1/generations/${id}/cancel` }, tools.over);
  if (answer.status === 200) tools.ledger.cancel(ticket);
  else if (answer.status !== 409) tools.ledger.surprise(ticket, `its cancellation was answered ${said(answer)}`);
}

const RETRY_POLL_MS = 1_000;
const MOST_RETRY_MS = 1_500;

/** Has it retried once it has ended, and cancels some of these retries: what it had must be there afterwards. */
async function retry(client: RetryingClient, order: Order, id: string, { ledger, tally, over }: CustomerTools) {
  if (order.retry === undefined) return;
  const ask = () => client.untilAnswered({ path: `/v1/generations/${id}/retry`, key: `retry-${order.ticket}` }, over);
  let answer = await ask();
  // 409: it has not ended yet.
  for (; answer.status === 409; answer = await ask()) await delay(RETRY_POLL_MS, undefined, { signal: over });
  if (answer.status !== 202) return ledger.surprise(order.ticket, `its retry was answered ${said(answer)}`);
  tally.add('retries');
  if (order.retry !== 'and cancelled') return;
  await delay(order.request.seed % MOST_RETRY_MS);
  const cancelled = await client.untilAnswered({ path: `/v1/generations/${id}/cancel` }, over);
  if (cancelled.status === 200) tally.add('cancelled retries');
  else if (cancelled.status !== 409)
    ledger.surprise(order.ticket, `the cancellation of its retry was answered ${said(cancelled)}`);
}

/** Sends the same key and body again: the ledger would report a second id. */
async function replay(order: Order, send: () => Promise<ApiAnswer | undefined>, tools: CustomerTools) {
  if (order.replayAfter === undefined) return;
  await delay(order.replayAfter);
  noteAnswer(order, await send(), tools);
  tools.tally.add('replays');
}

function said(answer: ApiAnswer | undefined): string {
  if (answer === undefined) return 'nothing';
  const { status, body } = answer;
  return `${status} ${JSON.stringify(body).slice(0, 300)}`;
}

/** A small image with unique bytes: a coloured ground and one bright circle. */
function photoFor(ticket: string): Promise<Buffer> {
  const hue = [...ticket].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 359, 7);
  const picture = `<svg width="320" height="240"><rect width="320" height="240" fill="hsl(${hue},45%,32%)"/>
    <circle cx="${120 + (hue % 80)}" cy="130" r="70" fill="hsl(${(hue + 150) % 360},80%,62%)"/></svg>`;
  return sharp(Buffer.from(picture)).jpeg({ quality: 85 }).toBuffer();
}

/**
 * An image that the API accepts, because its header is whole, and that no decoder can finish: its pixels end half-way.
 */
async function brokenPhotoFor(ticket: string): Promise<Buffer> {
  const whole = await photoFor(ticket);
  return whole.subarray(0, Math.round(whole.length * 0.55));
}
