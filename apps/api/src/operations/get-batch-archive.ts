import { findBatch } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { archiveAnswer, archiveSender } from '../archives/send-archive.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getBatchArchive: Operation = (api, dependencies) => {
  const send = archiveSender(dependencies);
  api.route({
    method: 'GET',
    url: '/batches/:id/archive',
    exposeHeadRoute: false,
    schema: {
      operationId: 'getBatchArchive',
      summary: 'Download all pictures of a batch',
      description: 'The outputs of its generations as one ZIP: those that are there by now. 409 while there are none.',
      tags: ['Batches'],
      params: idInPath,
      response: { ...archiveAnswer, ...problems(404, 409, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { userId, params } = request;
      found(await findBatch(dependencies.db, { userId, id: params.id }), 'batch');
      return send(request, reply, { scope: { userId, batchId: params.id }, fileName: `batch-${params.id}` });
    },
  });
};
