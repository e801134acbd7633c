import { type FoundGeneration, searchGenerations as search } from '@proofsheet/database';
import { GENERATION_STATUSES, generationKindSchema } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import { z } from 'zod';
import { failureSchema, givenTime, id, time } from '../answers/fields.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import { boardUrl } from '../board-address.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const foundSchema = z
  .object({
    id,
    userId: z.string(),
    kind: generationKindSchema,
    status: z.enum(GENERATION_STATUSES),
    error: failureSchema.nullable(),
    attempt: z.int().min(0),
    jobId: z.string().describe('Of its latest job.'),
    boardUrl: z.string().nullable().describe('Where Bull Board shows that job; null where its address is not known.'),
    createdAt: time,
    startedAt: time.nullable(),
    finishedAt: time.nullable(),
  })
  .meta({
    id: 'FoundGeneration',
    description: 'A generation of any user, as operators see it: without what is in it.',
  });

/** Jobs of generations and uploads have the id of their row and a number behind it. */
const idOrJob = z
  .string()
  .transform((text) => text.trim().replace(/-d\d+$/, ''))
  .pipe(z.uuid())
  .describe('Of the generation, of its job, or of an asset that it uses.');

const text = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\0]*$/, 'must not contain U+0000');

const query = z.strictObject({
  ...pageQuery,
  id: idOrJob.optional(),
  userId: text.optional(),
  code: text.optional().describe('With which it failed.'),
  status: z.enum(GENERATION_STATUSES).optional(),
  createdAfter: givenTime.optional(),
  createdBefore: givenTime.optional(),
});

const foundPage = pageOf(foundSchema).meta({ id: 'FoundGenerationPage' });

export const searchGenerations: Operation = (api, { db, settings }) => {
  api.route({
    method: 'GET',
    url: '/generations',
    schema: {
      operationId: 'searchGenerations',
      summary: 'Find generations of all users',
      description:
        'By id, user, error code, status and time; newest first, a page at a time. Each with the way to its job.',
      tags: ['Operators'],
      querystring: query,
      response: {
        200: { description: 'A page of generations.', content: { 'application/json': { schema: foundPage } } },
        ...problems(403, 422, ...PROBLEMS),
      },
    },
    async handler(request) {
      const board = boardUrl(request, settings.board);
      return pageAnswer(await search(db, request.query), (row) => foundAnswer(row, board));
    },
  });
};

function foundAnswer(row: FoundGeneration, board: string | null): z.infer<typeof foundSchema> {
  const { id, dispatch, error, createdAt, startedAt, finishedAt, ...shown } = row;
  return {
    ...{ id, ...shown, jobId: jobIds.generation(id, dispatch) },
    boardUrl: board && `${board}/jobs/${id}`,
    error: error && { code: error.code, message: error.message },
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}
