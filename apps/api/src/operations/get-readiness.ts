import { ping } from '@proofsheet/database';
import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { problems } from '../problem.ts';

const dependencySchema = z
  .object({ ok: z.boolean(), milliseconds: z.number().describe('How long it took to answer, or to give up.') })
  .meta({ id: 'DependencyState' });

const readinessSchema = z
  .object({
    status: z.enum(['ok', 'unavailable']),
    dependencies: z.object({ database: dependencySchema, queue: dependencySchema, storage: dependencySchema }),
  })
  .meta({ id: 'Readiness' });

/** A dependency that has not answered by then counts as down. */
const PATIENCE_MS = 3_000;

export const getReadiness: Operation = (api, { db, queues, storage }) => {
  api.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      operationId: 'getReadiness',
      summary: 'Is everything there?',
      description: 'Each dependency by its name.',
      tags: ['Health'],
      security: [],
      response: {
        200: { description: 'All answer.', content: { 'application/json': { schema: readinessSchema } } },
        503: { description: 'One is down.', content: { 'application/json': { schema: readinessSchema } } },
        ...problems(400, 500),
      },
    },
    async handler(_request, reply) {
      const [database, queue, store] = await Promise.all([
        probe(() => ping(db)),
        probe(() => queues.ping()),
        probe(() => storage.ping()),
      ]);
      const dependencies = { database, queue, storage: store };
      const ok = Object.values(dependencies).every((dependency) => dependency.ok);
      return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', dependencies });
    },
  });
};

async function probe(answer: () => Promise<void>): Promise<z.infer<typeof dependencySchema>> {
  const started = performance.now();
  const patience = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  const ok = await Promise.race([
    answer().then(
      () => true,
      () => false,
    ),
    patience,
  ]);
  return { ok, milliseconds: Math.round((performance.now() - started) * 10) / 10 };
}
