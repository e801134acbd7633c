import { findProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { archiveAnswer, archiveSender } from '../archives/send-archive.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getProjectArchive: Operation = (api, dependencies) => {
  const send = archiveSender(dependencies);
  api.route({
    method: 'GET',
    url: '/projects/:id/archive',
    exposeHeadRoute: false,
    schema: {
      operationId: 'getProjectArchive',
      summary: 'Download all pictures of a project',
      description:
        'The outputs of all its generations as one ZIP, those of the newest first. 409 while there are none.',
      tags: ['Projects'],
      params: idInPath,
      response: { ...archiveAnswer, ...problems(404, 409, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { userId, params } = request;
      found(await findProject(dependencies.db, { userId, id: params.id }), 'project');
      return send(request, reply, { scope: { userId, projectId: params.id }, fileName: `project-${params.id}` });
    },
  });
};
