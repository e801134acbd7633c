import { renameProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { newProjectSchema, projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const changeProject: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/projects/:id',
    schema: {
      operationId: 'changeProject',
      summary: 'Rename a project',
      description: 'What belongs to it stays as it is.',
      tags: ['Projects'],
      params: idInPath,
      body: newProjectSchema,
      response: {
        200: { description: 'As renamed.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: { name } }) {
      return projectAnswer(found(await renameProject(db, { userId, id: params.id, name }), 'project'));
    },
  });
};
