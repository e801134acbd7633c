import { countsOfProject, findProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { countedProjectAnswer, countedProjectSchema } from '../answers/project.ts';
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
      description: 'With how much is in it; its images are listed under `/images`.',
      tags: ['Projects'],
      params: idInPath,
      response: {
        200: { description: 'The project.', content: { 'application/json': { schema: countedProjectSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const { userId, params } = request;
      const row = found(await findProject(db, { userId, id: params.id }), 'project');
      return countedProjectAnswer(row, await countsOfProject(db, row.id));
    },
  });
};
