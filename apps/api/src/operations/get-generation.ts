import { findGeneration } from '@proofsheet/database';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { generationWithOutputsSchema } from '../answers/generation.ts';
import { wholeGenerationAnswer } from '../answers/whole-generation.ts';
import type { Operation } from '../dependencies.ts';
import { applyWait, preferHeader, waitSeconds } from '../events/prefer.ts';
import { untilEnded } from '../events/until-ended.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getGeneration: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/generations/:id',
    schema: {
      operationId: 'getGeneration',
      summary: 'Get one generation: state, progress and outputs',
      description:
        'With the assets that it uses and the outputs that it has so far, the best variant first once it is COMPLETED. With `Prefer: wait` it is answered when it has ended, or as it is when the time is over.',
      tags: ['Generations'],
      params: idInPath,
      headers: preferHeader,
      querystring: z.strictObject(addressQuery),
      response: {
        200: {
          description: 'The generation.',
          content: { 'application/json': { schema: generationWithOutputsSchema } },
        },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { id } = request.params;
      const seconds = waitSeconds(request.headers);
      if (seconds !== undefined) applyWait(reply, seconds);
      const row = seconds
        ? await untilEnded(dependencies, request, { id, seconds })
        : await findGeneration(db, { userId: request.userId, id });
      return wholeGenerationAnswer(dependencies, found(row, 'generation'), request.query.disposition);
    },
  });
};
