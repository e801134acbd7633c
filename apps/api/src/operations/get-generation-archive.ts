import { findGeneration } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { archiveAnswer, archiveSender } from '../archives/send-archive.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getGenerationArchive: Operation = (api, dependencies) => {
  const send = archiveSender(dependencies);
  api.route({
    method: 'GET',
    url: '/generations/:id/archive',
    exposeHeadRoute: false,
    schema: {
      operationId: 'getGenerationArchive',
      summary: 'Download all pictures of a generation',
      description: 'All its outputs as one ZIP. 409 while it has none.',
      tags: ['Generations'],
      params: idInPath,
      response: { ...archiveAnswer, ...problems(404, 409, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { userId, params } = request;
      found(await findGeneration(dependencies.db, { userId, id: params.id }), 'generation');
      return send(request, reply, { scope: { userId, generationId: params.id }, fileName: `generation-${params.id}` });
    },
  });
};
