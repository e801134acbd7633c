import { type KeptAnswer, newId } from '@proofsheet/database';
import { generationRequestSchema, isTerminal } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admitGeneration } from '../admission.ts';
import { generationAnswer, submittedGenerationSchema } from '../answers/generation.ts';
import { wholeGenerationAnswer } from '../answers/whole-generation.ts';
import type { Operation } from '../dependencies.ts';
import { dryRun, dryRunQuery, dryRunSchema } from '../dry-run.ts';
import { enqueueGeneration } from '../enqueue-generation.ts';
import { applyWait, preferHeader, waitSeconds } from '../events/prefer.ts';
import { untilEnded } from '../events/until-ended.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { insertOrder, resolveOrder } from '../take-order.ts';

const body = generationRequestSchema.meta({
  id: 'GenerationRequest',
  examples: [
    {
      kind: 'THUMBNAIL',
      assets: [{ assetId: '0199c0de-7a11-7000-8000-000000000001', role: 'PERSON' }],
      copy: { headline: 'I tried **everything**', subline: 'Only one thing worked' },
      variants: 4,
    },
  ],
});

const endedOrDrySchema = z.union([submittedGenerationSchema, dryRunSchema]).meta({ id: 'SubmittedOrDryRun' });

export const submitGeneration: Operation = (api, dependencies) => {
  const { db, queues, settings } = dependencies;
  api.route({
    method: 'POST',
    url: '/generations',
    schema: {
      operationId: 'submitGeneration',
      summary: 'Submit a generation',
      description:
        'Needs only the database: while the queue is down the order is kept, and runs later. With `Prefer: wait` it is answered when the generation has ended, or with the outputs so far when the time is over; sent again with its `Idempotency-Key`, it waits on.',
      tags: ['Generations'],
      headers: idempotencyHeader.extend(preferHeader.shape),
      querystring: dryRunQuery,
      body,
      response: {
        200: {
          description:
            'It has ended within the time that you would wait: COMPLETED, FAILED or CANCELLED. Of a dry run, what would come of it.',
          content: { 'application/json': { schema: endedOrDrySchema } },
        },
        202: {
          description: 'Taken. Ask for its progress at the `Location`.',
          content: { 'application/json': { schema: submittedGenerationSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      if (request.query.dryRun === 'true') return reply.code(200).send(await dryRun(dependencies, userId, body));
      const id = newId();
      let priority = 1;
      const { answer, replayed } = await createOnce(db, keyedRequest(request, 'submitGeneration', body), async (tx) => {
        const order = await resolveOrder(tx, dependencies, { userId, request: body });
        priority = await admitGeneration(tx, userId, settings);
        const row = await insertOrder(tx, dependencies, order, { id, requestId: request.id });
        return { status: 202, location: `/v1/generations/${id}`, body: generationAnswer(row) };
      });
      const job = { id, kind: body.kind, dispatch: 0, priority, requestId: request.id };
      if (!replayed) void enqueueGeneration(queues, job, request.log);
      const seconds = waitSeconds(request.headers);
      if (seconds === undefined) return sendKept(reply, answer, replayed);
      applyWait(reply, seconds);
      return sendKept(reply, await answerAfter(request, answer, seconds), replayed);
    },
  });

  /** What was answered to the submission becomes the generation as it is after the wait. */
  async function answerAfter(request: FastifyRequest, answer: KeptAnswer, seconds: number): Promise<KeptAnswer> {
    const { id } = answer.body as { id: string };
    const row = await untilEnded(dependencies, request, { id, seconds });
    // Deleted meanwhile.
    if (row === undefined) return answer;
    const status = isTerminal(row.status) ? 200 : 202;
    return { ...answer, status, body: await wholeGenerationAnswer(dependencies, row) };
  }
};
