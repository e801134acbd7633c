import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Random, randomFrom } from '../random.ts';
import type { CustomerTools } from './customer.ts';

const FIRST_STREAM = 200;
/** How many seconds pass on average between two of its requests. */
const PAUSE_SECONDS = 3;
/** What is announced; less is sent. */
const ANNOUNCED_BYTES = 200_000;

/**
 * A client that begins uploads and submissions and never ends them: it hangs up in the middle, or stays connected and
 * says nothing. Nothing is owed to it, and nobody else may notice it.
 */
export async function actRudely(api: string, apiKey: string, seed: number, user: number, tools: CustomerTools) {
  const random = randomFrom(seed, FIRST_STREAM + user);
  while (!tools.over.aborted) {
    await delay(random.between(0.3, 1.7) * PAUSE_SECONDS * 1000, undefined, { signal: tools.over }).catch(() => {});
    void leaveUnfinished(api, requestOf(random, apiKey), random.chance(0.5) ? random.int(0, 400) : undefined, tools);
  }
}

/** As much of a request as is sent. */
function requestOf(random: Random, apiKey: string): string {
  const upload = random.chance(0.7);
  const [path, type] = upload
    ? ['/v1/assets', 'multipart/form-data; boundary=rude']
    : ['/v1/generations', 'application/json'];
  const head = [
    ...[`POST ${path} HTTP/1.1`, 'host: chaos', `authorization: Bearer ${apiKey}`],
    ...[`content-type: ${type}`, `content-length: ${ANNOUNCED_BYTES}`],
  ];
  const part =
    '--rude\r\ncontent-disposition: form-data; name="role"\r\n\r\nLOGO\r\n--rude\r\n' +
    'content-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n';
  const body = upload ? `${part}${'x'.repeat(random.int(0, ANNOUNCED_BYTES / 2))}` : '{"kind":"THUMBNAIL",';
  const whole = `${head.join('\r\n')}\r\n\r\n${body}`;
  return whole.slice(0, random.int(10, whole.length));
}

/** Hangs up after that time, or stalls until the API ends the connection or the traffic is over. */
function leaveUnfinished(api: string, part: string, hangUpAfter: number | undefined, { tally, over }: CustomerTools) {
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  socket.resume();
  socket.write(part);
  tally.add(hangUpAfter === undefined ? 'stalled requests' : 'aborted requests');
  const leave = () => socket.destroy();
  over.addEventListener('abort', leave, { once: true });
  socket.once('close', () => over.removeEventListener('abort', leave));
  if (hangUpAfter !== undefined) setTimeout(leave, hangUpAfter);
}
