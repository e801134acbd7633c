import { cancelGenerations as cancelPage } from '@proofsheet/database';
import { generationKindSchema, LIMITS } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { metadataSchema } from '../answers/filters.ts';
import type { Operation } from '../dependencies.ts';
import { requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const PAGE = 500;

const body = z
  .strictObject({
    ids: z.array(id).min(1).max(LIMITS.pageSize).optional(),
    projectId: id.optional(),
    kind: generationKindSchema.optional(),
    // Every generation has all of nothing: it would cancel whatever there is.
    metadata: metadataSchema
      .refine((pairs) => Object.keys(pairs).length > 0, 'must hold at least one name')
      .optional()
      .describe('Those that have all of it.'),
    all: z.literal(true).optional().describe('Needed where nothing else is given.'),
  })
  .refine((filter) => Object.values(filter).some((value) => value !== undefined), {
    error: 'Say which: ids, projectId, kind, metadata or all',
  })
  .meta({ id: 'Cancellation', examples: [{ metadata: { order: '7' } }] });
const answer = z.object({ cancelled: z.int().min(0) }).meta({ id: 'Cancelled' });

export const cancelGenerations: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/generations/cancel',
    schema: {
      operationId: 'cancelGenerations',
      summary: 'Cancel unfinished generations',
      description:
        'Those that have all that is asked for, each as by `POST /v1/generations/:id/cancel`; others, and those that have ended, stay as they are. Asked again it goes on with what is left.',
      tags: ['Generations'],
      body,
      response: {
        200: { description: 'How many were cancelled.', content: { 'application/json': { schema: answer } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, body: { all: _, ...filter } }) {
      await requireProject(db, userId, filter.projectId);
      let cancelled = 0;
      for (let page = PAGE; page === PAGE; cancelled += page)
        page = await cancelPage(db, { userId, ...filter, limit: PAGE });
      return { cancelled };
    },
  });
};
