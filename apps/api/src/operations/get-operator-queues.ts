import { databaseTime, failuresByCode, generationsByMinute, oldestWaiting, type Waiting } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { QUEUES } from '@proofsheet/queue';
import { z } from 'zod';
import { time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const count = z.int().min(0);
const seconds = z.number().min(0);
const MINUTES = 30;

const queueSchema = z
  .object({
    name: z.enum(QUEUES),
    paused: z.boolean(),
    waiting: count.describe('Jobs that could be taken now.'),
    active: count,
    delayed: count.describe('Held back for a time.'),
    failed: count.describe('Kept to be looked at; those of generations are in `failures` as well.'),
    oldestWaitingSeconds: seconds
      .nullable()
      .describe(
        'By the rows: for how long the oldest generation or upload waits. Null: none does, or the queue has no rows.',
      ),
    workers: z
      .array(
        z.object({
          address: z.string().describe('Where it connects from; empty where that is not known.'),
          connectedSeconds: seconds.nullable(),
        }),
      )
      .describe('Processes that take its jobs, by their connections.'),
  })
  .meta({ id: 'OperatorQueue', description: 'How it stands with one queue.' });

const answer = z
  .object({
    at: time,
    queues: z.array(queueSchema).nullable().describe('Null while the queue cannot be reached.'),
    queueProblem: z.string().nullable().describe('Why it cannot be.'),
    minutes: z
      .array(z.object({ minute: time, created: count, completed: count, failed: count }))
      .describe('Generations of the last half an hour, oldest first; the last minute goes on.'),
    failures: z
      .array(z.object({ code: z.string(), lastHour: count, lastDay: count }))
      .describe('Generations that failed, the most frequent codes first.'),
  })
  .meta({ id: 'OperatorQueues', description: 'How it stands with all queues, and what went wrong.' });

export const getOperatorQueues: Operation = (api, { db, queues }) => {
  api.route({
    method: 'GET',
    url: '/queues',
    schema: {
      operationId: 'getOperatorQueues',
      summary: 'How it stands with the queues',
      description: 'Depths, rates, the oldest that waits, failures by code, and workers: of all users together.',
      tags: ['Operators'],
      response: {
        200: { description: 'Now.', content: { 'application/json': { schema: answer } } },
        ...problems(403, ...PROBLEMS),
      },
    },
    async handler(_request, reply) {
      const [at, waiting, minutes, failures, figures] = await Promise.all([
        databaseTime(db),
        oldestWaiting(db),
        generationsByMinute(db, { minutes: MINUTES }),
        failuresByCode(db),
        queues.figures().catch(problemOf),
      ]);
      reply.header('cache-control', 'no-store');
      return {
        at: at.toISOString(),
        queues: Array.isArray(figures)
          ? figures.map((one) => ({
              ...one,
              workers: [...one.workers],
              oldestWaitingSeconds: waiting[one.name as keyof Waiting] ?? null,
            }))
          : null,
        queueProblem: Array.isArray(figures) ? null : figures.message,
        minutes: minutes.map(({ minute, ...counts }) => ({ minute: minute.toISOString(), ...counts })),
        failures,
      };
    },
  });
};

/** What is in the database is worth seeing then most of all. */
function problemOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}
