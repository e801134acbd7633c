import { createBatch, createGenerations, findBatch, newId } from '@proofsheet/database';
import { LIMITS } from '@proofsheet/domain';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { admitGenerations } from '../admission.ts';
import { batchAnswer, batchDryRunSchema, submittedBatchSchema } from '../answers/batch.ts';
import { parseRows, rowsOf } from '../batches/batch-body.ts';
import { batchFault, checkRows, orderRows } from '../batches/check-rows.ts';
import { dryRunBatch } from '../batches/dry-run-batch.ts';
import { enqueueBatch, type NewJob } from '../batches/enqueue-batch.ts';
import type { Operation } from '../dependencies.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { lookUp } from '../orders/look-up.ts';
import { checkedAddress, webhooksOf } from '../orders/one-off-webhooks.ts';
import { generationOf } from '../orders/order-of.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const query = z.strictObject({
  mode: z
    .enum(['all', 'each'])
    .default('all')
    .describe('`all`: every row is made, or none. `each`: rows that cannot be made are told, the others are made.'),
  dryRun: z
    .enum(['true', 'false'])
    .optional()
    .describe(
      '`true` checks every row, the quota included, and says what would come of it: nothing is made or stored.',
    ),
  webhookUrl: z
    .string()
    .max(2048)
    .optional()
    .describe('An address that is told `batch.completed`, signed with the default secret. Rows may name their own.'),
});

export const submitBatch: Operation = (api, dependencies) => {
  const { db, queues, settings } = dependencies;
  api.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    parseRows(scope);
    scope.route({
      method: 'POST',
      url: '/generations/batch',
      bodyLimit: LIMITS.batchBytes,
      schema: {
        operationId: 'submitBatch',
        summary: 'Submit many generations',
        description: `Up to ${LIMITS.batchRows}, as a JSON array, NDJSON or CSV. The first line of a CSV names the fields: \`copy.headline\` or \`/copy/headline\`, \`assets.0.assetId\`. When all have ended there is one event, \`batch.completed\`.`,
        tags: ['Batches'],
        headers: idempotencyHeader,
        querystring: query,
        response: {
          200: {
            description: 'Of a dry run: what would come of it.',
            content: { 'application/json': { schema: batchDryRunSchema } },
          },
          202: {
            description: 'Taken. Ask for its progress at the `Location`.',
            content: { 'application/json': { schema: submittedBatchSchema } },
          },
          ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
        },
      },
      async handler(request, reply) {
        const { userId, id: requestId } = request;
        const { mode, webhookUrl: given } = request.query;
        const webhookUrl = given === undefined ? undefined : checkedAddress(dependencies, given, 'webhookUrl');
        const rows = rowsOf(request.body, request.headers['content-type']);
        const checked = await checkRows(rows);
        if (request.query.dryRun === 'true')
          return reply.code(200).send(await dryRunBatch(dependencies, userId, checked));
        if (checked.good.length === 0 || (mode === 'all' && checked.refused.length > 0))
          throw batchFault(checked.refused);
        let jobs: readonly NewJob[] = [];
        const keyed = keyedRequest(request, 'submitBatch', {
          mode,
          rows,
          ...(webhookUrl === undefined ? {} : { webhookUrl }),
        });
        const { answer, replayed } = await createOnce(db, keyed, async (tx) => {
          const id = newId();
          const requests = checked.good.map((row) => row.request);
          const priority = await admitGenerations(tx, userId, settings, { count: requests.length });
          const lookUps = await lookUp(tx, userId, requests, dependencies);
          const ordered = orderRows(checked.good, lookUps, userId);
          const refused = [...checked.refused, ...ordered.refused].sort((a, b) => a.row - b.row);
          if (ordered.good.length === 0 || (mode === 'all' && refused.length > 0)) throw batchFault(refused);
          const named = ordered.good.map(({ row, order }) => ({ row, order, id: newId() }));
          const urls = [webhookUrl, ...named.map(({ order }) => order.webhookUrl)];
          const webhooks = await webhooksOf(tx, dependencies, { userId, urls });
          const webhookId = webhooks.get(webhookUrl ?? '') ?? null;
          await createBatch(tx, { id, userId, total: named.length, refused, requestId, webhookId });
          await createGenerations(
            tx,
            named.map((one) => generationOf(one.order, { id: one.id, requestId, batchId: id }, webhooks)),
          );
          jobs = named.map(({ order, id }, nth) => ({ kind: order.request.kind, id, priority: priority(nth) }));
          const batch = found(await findBatch(tx, { userId, id }), 'batch');
          const generations = named.map(({ row, id }) => ({ row, id }));
          return { status: 202, location: `/v1/batches/${id}`, body: { ...batchAnswer(batch), generations } };
        });
        if (!replayed) void enqueueBatch(queues, jobs, request);
        return sendKept(reply, answer, replayed);
      },
    });
  });
};
