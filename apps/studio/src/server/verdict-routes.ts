import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Fault, generationKindSchema, LIMITS } from '@proofsheet/domain';
import { VERDICTS, verdictSchema } from '@proofsheet/verdicts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hangUpOf } from './answers.ts';
import type { Session } from './session.ts';
import type { VerdictDesk } from './verdict-desk.ts';

const saidSchema = verdictSchema.omit({ tag: true });
const ordersSchema = z.strictObject({
  kinds: z.array(generationKindSchema).min(1),
  each: z.boolean(),
  variants: z.int().min(1).max(LIMITS.variants),
});
const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
};

/** Pictures to be judged, what is said of them, and how far the score agrees. */
export function serveVerdicts(server: FastifyInstance, desk: VerdictDesk, session: Session): void {
  server.get('/verdicts/set', async () => ({ ...(await desk.read()), verdicts: VERDICTS }));
  server.post('/verdicts/said', async ({ body }) => desk.say(saidSchema.parse(body)));
  server.delete('/verdicts/said', async () => (await desk.takeBack()) ?? {});
  server.get<{ Params: { sha256: string } }>('/verdicts/pictures/:sha256', async ({ params }, reply) => {
    const file = await desk.fileOf(params.sha256);
    const type = file && TYPES[path.extname(file)];
    if (!file || !type) return reply.code(404).send({ message: 'There is no such picture.' });
    return reply.type(type).header('cache-control', 'max-age=86400').send(createReadStream(file));
  });
  server.post('/verdicts/orders', async ({ body }, reply) => {
    const asked = ordersSchema.parse(body);
    if (session.view().images.length === 0)
      throw new Fault('upload_empty', 'There are no images of yours yet. Drop some on the page of templates first.');
    const made = desk.make(asked, (kind, formats) => session.material(kind, formats), hangUpOf(reply));
    return reply.type('application/x-ndjson').send(Readable.from(inLines(made)));
  });
}

/** A line of JSON for each step. The last one has the error, where there was one: the status is long sent. */
async function* inLines(steps: AsyncIterable<unknown>): AsyncGenerator<string> {
  try {
    for await (const step of steps) yield `${JSON.stringify(step)}\n`;
  } catch (error) {
    yield `${JSON.stringify({ message: Fault.from(error).message })}\n`;
  }
}
