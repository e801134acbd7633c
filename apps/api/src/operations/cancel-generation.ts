import { cancelGeneration as cancel, findGeneration } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { idInPath } from '../answers/fields.ts';
import { generationAnswer, generationSchema } from '../answers/generation.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const cancelGeneration: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/generations/:id/cancel',
    schema: {
      operationId: 'cancelGeneration',
      summary: 'Cancel a generation',
      description:
        'One that waits never runs; one that runs stops within a second, and its files go. When it is being retried after it was COMPLETED, only the retry is cancelled: it is COMPLETED again, with the images that it had. 409 with its state when it has ended.',
      tags: ['Generations'],
      params: idInPath,
      response: {
        200: {
          description: 'It is CANCELLED now, or COMPLETED as before its retry.',
          content: { 'application/json': { schema: generationSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      const generation = { userId: request.userId, id: request.params.id };
      const cancelled = await cancel(db, generation);
      const row = found(await findGeneration(db, generation), 'generation');
      if (!cancelled) throw new Fault('generation_ended', `The generation is ${row.status} already.`);
      return generationAnswer(row);
    },
  });
};
