import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { GenerationError } from '../src/index.ts';
import { type Answer, event, json, problem, type Received, scripted, stream } from './server.ts';

const output = (id: string) => ({ id, url: `http://localhost/${id}` });
const made = (id: number, name: string, ordinal: number) =>
  event(id, 'output.created', { ordinal, output: output(name) });
const generation = (status: string, names: readonly string[]) => ({
  ...{ id: 'g', status, error: null, outputs: names.map(output) },
  progress: { done: names.length, total: 2 },
});
const begun = json(generation('PENDING', []));
const done = json(generation('COMPLETED', ['b', 'a']));

/** One answer for the stream, another for who asks. */
const by =
  (streams: readonly Answer[], looks: readonly Answer[]): Answer =>
  (reply, request) => {
    const next = request.url.endsWith('/events') ? streams : looks;
    const at = counts.get(next) ?? 0;
    counts.set(next, at + 1);
    return (next[at] ?? next.at(-1))?.(reply, request);
  };
const counts = new WeakMap<readonly Answer[], number>();

const streamed = (received: readonly Received[]) => received.filter(({ url }) => url.endsWith('/events'));

describe('waiting', () => {
  test('a broken stream is taken up behind the last event: each image is told once, in its order', async () => {
    const { client, received } = await scripted([
      by(
        [
          stream([event(1, 'generation.created'), made(2, 'a', 1)], 'break'),
          stream([made(3, 'b', 2)]),
          (reply) => reply.writeHead(204).end(),
        ],
        [begun, done],
      ),
    ]);
    const told: string[] = [];
    const progress: number[] = [];
    const ended = await client.generations.wait('g', {
      onOutput: ({ id }) => told.push(id),
      onProgress: ({ done }) => progress.push(done),
    });
    expect(told).toEqual(['a', 'b']);
    expect(progress).toEqual([0, 1, 2]);
    expect(ended).toMatchObject({ status: 'COMPLETED', outputs: [{ id: 'b' }, { id: 'a' }] });
    expect(streamed(received).map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '2', '3']);
  });

  test.each<[string, Answer]>([
    ['has no streams', problem(404, 'not_found')],
    ['has no place for another stream', problem(429, 'rate_limited', { 'retry-after': '0' })],
    ['sits behind a proxy that answers something else', (reply) => reply.end('<html>')],
    [
      'sits behind a proxy that holds streams back',
      (reply) => void reply.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(),
    ],
  ])('where the server %s, it is asked by long polls', async (_, streams) => {
    const { client, received } = await scripted([by([streams], [begun, json(generation('PROCESSING', ['a'])), done])], {
      timeoutMs: 300,
    });
    const told: string[] = [];
    await client.generations.wait('g', { onOutput: ({ id }) => told.push(id) });
    expect(told).toEqual(['a', 'b']);
    expect(received.filter(({ headers }) => headers.prefer === 'wait=20').length).toBeGreaterThan(0);
  });

  test('a wrong key is said at once', async () => {
    const { client, received } = await scripted([problem(401, 'unauthorized')]);
    await expect(client.generations.wait('g')).rejects.toMatchObject({ code: 'unauthorized' });
    expect(received).toHaveLength(1);
  });

  test('what onOutput throws ends it, and hangs up', async () => {
    const { client, received } = await scripted([begun, stream([made(1, 'a', 1)], 'stay')]);
    const full = () => Promise.reject(new Error('the disk is full'));
    await expect(client.generations.wait('g', { onOutput: full })).rejects.toThrow('the disk is full');
    await received[1]?.closed;
  });

  test('aborted, it rejects with the reason and hangs up', async () => {
    const { client, received } = await scripted([begun, stream([made(1, 'a', 1)], 'stay')]);
    const controller = new AbortController();
    const waiting = client.generations.wait('g', {
      signal: controller.signal,
      onOutput: () => controller.abort(new Error('no longer')),
    });
    await expect(waiting).rejects.toThrow('no longer');
    await received[1]?.closed;
  });

  test('run throws what became of a generation that failed', async () => {
    const failed = { ...generation('FAILED', []), error: { code: 'no_template_fits', message: 'Too long.' } };
    const after = by([stream([event(1, 'generation.failed')])], [begun, json(failed)]);
    const { client } = await scripted([json({ id: 'g' }, 202), after]);
    const error = await client.generations.run({ kind: 'AD', copy: { headline: 'x' } }).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(GenerationError);
    expect(error).toMatchObject({ code: 'no_template_fits', generation: { status: 'FAILED' } });
  });
});

describe('following', () => {
  test('leaving the loop hangs up', async () => {
    const { client, received } = await scripted([stream([event(1, 'asset.ready')], 'stay')]);
    for await (const { id } of client.events({ after: '0' })) {
      expect(id).toBe('1');
      break;
    }
    await received[0]?.closed;
    expect(received[0]?.headers['last-event-id']).toBe('0');
  });

  test('a slow reader is given no more than it takes', async () => {
    let written = 0;
    const flood: Answer = async (reply) => {
      reply.writeHead(200, { 'content-type': 'text/event-stream' });
      const filler = 'x'.repeat(50_000);
      for (let id = 1; id <= 2_000 && !reply.destroyed; id += 1) {
        written = id;
        if (!reply.write(event(id, 'asset.ready', { filler }))) await once(reply, 'drain');
      }
    };
    const { client } = await scripted([flood]);
    const events = client.events();
    await events.next();
    let before = 0;
    const stands = () => {
      const still = written === before;
      before = written;
      return still;
    };
    await expect.poll(stands, { interval: 100 }).toBe(true);
    // What the sockets of both sides hold, and not the 100 MB.
    expect(written).toBeLessThan(400);
    await events.return();
  });
});
