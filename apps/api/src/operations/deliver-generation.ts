import { deliverAgain, findGeneration } from '@proofsheet/database';
import { deliverSchema } from '@proofsheet/domain';
import { idInPath } from '../answers/fields.ts';
import { generationAnswer, generationSchema } from '../answers/generation.ts';
import type { Operation } from '../dependencies.ts';
import { requireBucket } from '../orders/order-of.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deliverGeneration: Operation = (api, { db, settings }) => {
  api.route({
    method: 'POST',
    url: '/generations/:id/deliver',
    schema: {
      operationId: 'deliverGeneration',
      summary: 'Deliver a generation to a bucket',
      description:
        'As `deliver` in the request for it does, in any state: all of its outputs, from the first attempt on, also where they were delivered before. Another bucket or path takes the place of the one before; what is there already stays there.',
      tags: ['Generations'],
      params: idInPath,
      body: deliverSchema,
      response: {
        202: { description: 'On its way.', content: { 'application/json': { schema: generationSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id }, body: { to, path = '' } }, reply) {
      found(await findGeneration(db, { userId, id }), 'generation');
      requireBucket(settings.deliveryBuckets, to, 'to');
      await deliverAgain(db, { generationId: id, bucket: to, path });
      return reply.code(202).send(generationAnswer(found(await findGeneration(db, { userId, id }), 'generation')));
    },
  });
};
