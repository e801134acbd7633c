import { OUTAGE_REASONS } from '@proofsheet/domain';
import { READINESS_STATUSES } from '@proofsheet/program';
import { z } from 'zod';
import { time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { problems } from '../problem.ts';

const dependencySchema = z
  .object({
    ok: z.boolean(),
    needed: z.boolean().describe('Without it the API is not ready.'),
    milliseconds: z.number().describe('How long it took to answer, or to give up.'),
    reason: z.enum(OUTAGE_REASONS).optional().describe('What is wrong, in a word; more words may follow.'),
    detail: z.string().optional().describe('What is wrong, for people.'),
  })
  .meta({ id: 'DependencyState' });

const sweepSchema = z
  .object({
    endedAt: time.nullable().describe('When the last sweep ended, by the clock of the database.'),
    secondsAgo: z.number().nullable(),
    late: z.boolean().describe('No sweep has ended for so long that something is wrong: is there a worker?'),
  })
  .meta({ id: 'LastSweep' });

const readinessSchema = z
  .object({
    status: z.enum(READINESS_STATUSES),
    dependencies: z.object({
      database: dependencySchema,
      queue: dependencySchema,
      storage: dependencySchema,
      scratch: dependencySchema.describe('The folder where uploads are kept until they are stored.'),
    }),
    lastSweep: sweepSchema.nullable().describe('Null where the database is away, and before the first sweep.'),
  })
  .meta({ id: 'Readiness' });

const answerOf = (description: string) => ({
  description,
  content: { 'application/json': { schema: readinessSchema } },
});

export const getReadiness: Operation = (api, { readiness }) => {
  api.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      operationId: 'getReadiness',
      summary: 'Can orders be taken?',
      description:
        'Each dependency by its name. Orders need only the database: without the others the status is `degraded`, and requests are still to be sent here. Reports are kept for a second.',
      tags: ['Health'],
      security: [],
      response: {
        200: answerOf('Orders are taken; `degraded`: a part of the system is away.'),
        503: answerOf('Send no requests here: something needed is away, or the API is stopping.'),
        ...problems(400, 500),
      },
    },
    async handler(_request, reply) {
      const { status, ready, dependencies, lastSweep } = await readiness.report();
      const { endedAt = null, secondsAgo = null, late = false } = lastSweep ?? {};
      const sweep = lastSweep && { endedAt: endedAt?.toISOString() ?? null, secondsAgo, late };
      return reply.code(ready ? 200 : 503).send({ status, dependencies, lastSweep: sweep });
    },
  });
};
