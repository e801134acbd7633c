import { findGeneration } from '@proofsheet/database';
import { z } from 'zod';
import { id, idInPath } from '../answers/fields.ts';
import { severalOf } from '../answers/filters.ts';
import { archiveAnswer, archiveSender } from '../archives/send-archive.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const querystring = z.strictObject({
  output: severalOf(id).optional().describe('Only these outputs: `?output=…&output=…`.'),
});

export const getGenerationArchive: Operation = (api, dependencies) => {
  const send = archiveSender(dependencies);
  api.route({
    method: 'GET',
    url: '/generations/:id/archive',
    exposeHeadRoute: false,
    schema: {
      operationId: 'getGenerationArchive',
      summary: 'Download all pictures of a generation',
      description:
        'All its outputs as one ZIP, or those that `output` names, as far as they are among them. 409 while there is none.',
      tags: ['Generations'],
      params: idInPath,
      querystring,
      response: { ...archiveAnswer, ...problems(404, 409, 422, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { userId, params, query } = request;
      found(await findGeneration(dependencies.db, { userId, id: params.id }), 'generation');
      const scope = { userId, generationId: params.id, outputIds: query.output };
      return send(request, reply, { scope, fileName: `generation-${params.id}` });
    },
  });
};
