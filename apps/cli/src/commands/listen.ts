import { createHash, randomBytes } from 'node:crypto';
import { type Event, Proofsheet } from '@proofsheet/client';
import { CommandError } from '../command-error.ts';
import { type AsJson, answer } from '../terminal/answer.ts';

export interface ListenOptions extends AsJson {
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

interface Delivered {
  /** Of the answer, where there was one. */
  readonly status: number | null;
  readonly error: string | null;
}

/** As long as a real delivery may take. */
const ANSWER_MS = 15_000;

/** Forwards events in their order, one after the other, signed as webhooks are. A receiver that fails stops nothing. */
export async function listen(options: ListenOptions, tools: Tools): Promise<void> {
  const { to, secret = newSecret(), after } = options;
  const address = addressOf(to);
  await Proofsheet.webhooks.sign('', { id: 'none', secret }).catch(() => {
    throw new CommandError('--secret: it is a word that begins with whsec_, as the API shows it.');
  });
  tools.tell(`Forwarding to ${address}. The secret of its signatures: ${secret}`);
  for await (const event of tools.proofsheet.events({ after, signal: tools.signal })) {
    const delivered = await deliver(event, { address, secret, signal: tools.signal });
    const { id, type, createdAt } = event;
    answer(tools.say, options, { event: { id, type, createdAt }, ...delivered }, () => [
      `${createdAt}  ${type.padEnd(21)}  ${id}  ${delivered.status ?? `no answer: ${delivered.error}`}`,
    ]);
  }
}

async function deliver(
  event: Event,
  { address, secret, signal }: { address: URL; secret: string; signal: AbortSignal },
): Promise<Delivered> {
  const { id, type, createdAt: timestamp } = event;
  const body = JSON.stringify({ type, timestamp, data: event });
  const headers = await Proofsheet.webhooks.sign(body, { id: messageId(id, address), secret });
  try {
    const reply = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    await reply.body?.cancel();
    return { status: reply.status, error: null };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : `${error}`;
    return { status: null, error: reason };
  }
}

function addressOf(to: string): URL {
  const given = /^\d+$/.test(to) ? `http://localhost:${to}` : /^https?:\/\//.test(to) ? to : `http://${to}`;
  if (!URL.canParse(given)) throw new CommandError(`--to: ${to} is no address, such as localhost:4000/webhooks.`);
  const address = new URL(given);
  if (address.username === '' && address.password === '') return address;
  throw new CommandError('--to: an address with a name or a password is not taken.');
}

/** As real deliveries have them: a UUID, for one event at one receiver always the same. */
function messageId(eventId: string, address: URL): string {
  const hex = createHash('sha256').update(`proofsheet ${address} ${eventId}`).digest('hex');
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64')}`;
}
