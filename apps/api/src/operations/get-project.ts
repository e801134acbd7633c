import { findProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getProject: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/projects/:id',
    schema: {
      operationId: 'getProject',
      summary: 'Get one project',
      description: 'Its images are listed under `/images`.',
      tags: ['Projects'],
      params: idInPath,
      response: {
        200: { description: 'The project.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = await findProject(db, { userId: request.userId, id: request.params.id });
      return projectAnswer(found(row, 'project'));
    },
  });
};
