import { findGeneration, changeGeneration as update } from '@proofsheet/database';
import { expiresAfterSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id, idInPath } from '../answers/fields.ts';
import { metadataSchema } from '../answers/filters.ts';
import { generationAnswer, generationSchema } from '../answers/generation.ts';
import type { Operation } from '../dependencies.ts';
import { found, requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    projectId: id.nullable().optional().describe('Null: of no project. Its outputs go with it.'),
    expiresAfter: expiresAfterSchema.nullable().optional().describe('Counted from its end. Null: it stays.'),
    metadata: metadataSchema.optional().describe('All of it: what was there before goes.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one of projectId, expiresAfter and metadata',
  })
  .meta({ id: 'GenerationChange', examples: [{ metadata: { order: '8' } }] });

export const changeGeneration: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/generations/:id',
    schema: {
      operationId: 'changeGeneration',
      summary: 'Change what a generation is filed under',
      description: 'Its project, its metadata and how long it stays, in any state. What is left out stays as it is.',
      tags: ['Generations'],
      params: idInPath,
      body,
      response: {
        200: { description: 'As changed.', content: { 'application/json': { schema: generationSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: change }) {
      const generation = { userId, id: params.id };
      found(await findGeneration(db, generation), 'generation');
      await requireProject(db, userId, change.projectId ?? undefined);
      await update(db, { ...generation, ...change });
      return generationAnswer(found(await findGeneration(db, generation), 'generation'));
    },
  });
};
