import { assetUses, findGeneration, outputsOfGeneration } from '@proofsheet/database';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { generationAnswer, generationWithOutputsSchema } from '../answers/generation.ts';
import { outputAnswer } from '../answers/output.ts';
import type { Operation } from '../dependencies.ts';
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
      description: 'With the assets that it uses and the outputs that it has so far, the best variant first.',
      tags: ['Generations'],
      params: idInPath,
      querystring: z.strictObject(addressQuery),
      response: {
        200: {
          description: 'The generation.',
          content: { 'application/json': { schema: generationWithOutputsSchema } },
        },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await findGeneration(db, { userId: request.userId, id: request.params.id }), 'generation');
      // Outputs and COMPLETED are written in one transaction: read in this order, COMPLETED never comes without them.
      const outputs = await outputsOfGeneration(db, row.id);
      return {
        ...generationAnswer(row),
        assets: await assetUses(db, row.id),
        outputs: await Promise.all(
          outputs.map((output) => outputAnswer(dependencies, output, request.query.disposition)),
        ),
      };
    },
  });
};
