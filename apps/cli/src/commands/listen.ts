import { randomBytes } from 'node:crypto';
import { type Event, Proofsheet } from '@proofsheet/client';
import { CommandError } from '../command-error.ts';

export interface ListenOptions {
  readonly to: string;
  readonly secret?: string;
  readonly after?: string;
}

interface Tools {
  readonly proofsheet: Proofsheet;
  readonly signal: AbortSignal;
  /** A line for each delivery. */
  readonly say: (line: string) => void;
  readonly tell: (line: string) => void;
}

/** As long as a real delivery may take. */
const ANSWER_MS = 15_000;

/** Forwards events in their order, one after the other, signed as webhooks are. A receiver that fails stops nothing. */
export async function listen({ to, secret = newSecret(), after }: ListenOptions, tools: Tools): Promise<void> {
  const address = addressOf(to);
  tools.tell(`Forwarding to ${address}. The secret of its signatures: ${secret}`);
  for await (const event of tools.proofsheet.events({ after, signal: tools.signal })) {
    const outcome = await deliver(event, { address, secret, signal: tools.signal });
    tools.say(`${event.createdAt}  ${event.type.padEnd(21)}  ${event.id}  ${outcome}`);
  }
}

async function deliver(
  event: Event,
  { address, secret, signal }: { address: URL; secret: string; signal: AbortSignal },
): Promise<string> {
  const { id, type, createdAt: timestamp } = event;
  const body = JSON.stringify({ type, timestamp, data: event });
  const headers = await Proofsheet.webhooks.sign(body, { id: `evt_${id}`, secret });
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    await answer.body?.cancel();
    return `${answer.status}`;
  } catch (error) {
    signal.throwIfAborted();
    return `no answer: ${error instanceof Error && error.cause instanceof Error ? error.cause.message : error}`;
  }
}

function addressOf(to: string): URL {
  const given = /^\d+$/.test(to) ? `http://localhost:${to}` : /^https?:\/\//.test(to) ? to : `http://${to}`;
  if (!URL.canParse(given)) throw new CommandError(`--to: ${to} is no address, such as localhost:4000/webhooks.`);
  return new URL(given);
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
